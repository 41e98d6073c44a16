package dev.tokenvending.policy;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction.Overload.Arithmetic;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.extensions.CelStringExtensions.Function;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import dev.cel.runtime.standard.AddOperator.AddOverload;
import java.util.Set;

/**
 * The CEL that rules are written in: standard CEL without what makes values grow ({@code map}, {@code filter}, joining
 * texts and lists), so that no rule can cost more than its length and its input are worth.
 */
final class RuleEnvironment {

    static final int LONGEST_RULE = 8192;
    private static final int DEEPEST = 64;
    private static final int MOST_NODES = 5000;
    private static final int MOST_ITERATIONS = 1000;

    private static final Set<AddOverload> GROWING =
            Set.of(AddOverload.ADD_STRING, AddOverload.ADD_BYTES, AddOverload.ADD_LIST);
    private static final Set<Arithmetic> GROWING_DECLARED =
            Set.of(Arithmetic.ADD_STRING, Arithmetic.ADD_BYTES, Arithmetic.ADD_LIST);

    private static final CelStringExtensions TEXTS = CelExtensions.strings(Function.LOWER_ASCII, Function.SPLIT);

    private RuleEnvironment() {}

    static Cel with(RulePatterns patterns) {
        return CelFactory.combine(compiler(), runtime(patterns));
    }

    private static CelCompiler compiler() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(options())
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                        .filterFunctions((function, overload) -> !GROWING_DECLARED.contains(overload))
                        .build())
                .setStandardMacros(
                        CelStandardMacro.HAS,
                        CelStandardMacro.ALL,
                        CelStandardMacro.EXISTS,
                        CelStandardMacro.EXISTS_ONE)
                .addLibraries(TEXTS)
                .addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(
                        "versionAtLeast",
                        CelOverloadDecl.newGlobalOverload(
                                "version_at_least", SimpleType.BOOL, SimpleType.STRING, SimpleType.STRING)))
                .setResultType(SimpleType.BOOL);
        RuleVariable.ALL.forEach(variable -> builder.addVar(variable.name(), variable.type()));
        return builder.build();
    }

    private static CelRuntime runtime(RulePatterns patterns) {
        return CelRuntimeFactory.plannerRuntimeBuilder()
                .setOptions(options())
                .setStandardFunctions(CelStandardFunctions.newBuilder()
                        .filterFunctions((function, overload) ->
                                function != StandardFunction.MATCHES && !GROWING.contains(overload))
                        .build())
                .addLibraries(TEXTS)
                .addFunctionBindings(matching(patterns))
                .addFunctionBindings(CelFunctionBinding.fromOverloads(
                        "versionAtLeast",
                        CelFunctionBinding.from(
                                "version_at_least",
                                String.class,
                                String.class,
                                (version, least) -> AppVersion.parse(version).isAtLeast(AppVersion.parse(least)))))
                .build();
    }

    /** What CEL's own would do, but without compiling the pattern each time. */
    @SuppressWarnings("Immutable") // What has been taken up never changes.
    private static Set<CelFunctionBinding> matching(RulePatterns patterns) {
        return CelFunctionBinding.fromOverloads(
                "matches",
                CelFunctionBinding.from("matches", String.class, String.class, patterns::isFoundIn),
                CelFunctionBinding.from("matches_string", String.class, String.class, patterns::isFoundIn));
    }

    private static CelOptions options() {
        return CelOptions.current()
                .enableHeterogeneousNumericComparisons(true)
                .maxExpressionCodePointSize(LONGEST_RULE)
                .maxParseRecursionDepth(DEEPEST)
                .maxParseExpressionNodeCount(MOST_NODES)
                .comprehensionMaxIterations(MOST_ITERATIONS)
                .build();
    }
}
