package dev.tokenvending.policy;

import dev.cel.bundle.Cel;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelExprFactory;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.validator.CelAstValidator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds what type checking lets through and only some requests would meet: a time zone, pattern, date or version that is
 * written wrong, and what would let a rule cost more than it should.
 */
record RuleValidator(RulePatterns patterns) implements CelAstValidator {

    @Override
    public void validate(CelNavigableAst ast, Cel cel, IssuesFactory issues) {
        ast.getRoot().allNodes().map(CelNavigableExpr::expr).forEach(expr -> {
            switch (expr.getKind()) {
                case CALL -> checkCall(expr, cel, issues);
                case STRUCT -> issues.addError(expr.id(), "a rule makes no messages");
                case COMPREHENSION -> checkLoop(expr.comprehension(), issues);
                default -> {}
            }
        });
    }

    private void checkCall(CelExpr expr, Cel cel, IssuesFactory issues) {
        CelCall call = expr.call();
        checkHeaderName(call, issues);
        if (call.function().equals("matches")) {
            checkPattern(call.args().getLast(), issues);
        } else if (call.function().equals("versionAtLeast")
                && isConstant(call.args().getLast())) {
            CelExpr version = call.args().getLast();
            tryOut(CelExprFactory.newInstance().newGlobalCall(call.function(), version, version), version, cel, issues);
        } else if (call.function().startsWith("get") && call.args().stream().anyMatch(RuleValidator::isConstant)) {
            CelExprFactory factory = CelExprFactory.newInstance();
            CelExpr zone = call.args().getFirst();
            tryOut(factory.newReceiverCall(call.function(), factory.newIdentifier("now"), zone), zone, cel, issues);
        } else if (Stream.concat(call.target().stream(), call.args().stream()).allMatch(RuleValidator::isConstant)) {
            tryOut(expr, expr, cel, issues);
        }
    }

    private void checkPattern(CelExpr pattern, IssuesFactory issues) {
        if (isConstant(pattern)) {
            patterns.add(pattern.constant().stringValue()).ifPresent(wrong -> issues.addError(pattern.id(), wrong));
        } else {
            issues.addError(pattern.id(), "the pattern must be written out in the rule");
        }
    }

    /** Of a name that is not in lower case, there never is a header. */
    private static void checkHeaderName(CelCall call, IssuesFactory issues) {
        boolean ofHeaders =
                call.args().stream().anyMatch(arg -> arg.identOrDefault().name().equals("request.headers"));
        call.args().stream()
                .filter(arg -> ofHeaders && isConstant(arg))
                .filter(name -> !name.constant()
                        .stringValue()
                        .equals(name.constant().stringValue().toLowerCase(Locale.ROOT)))
                .forEach(name -> issues.addError(name.id(), "names of headers are in lower case here"));
    }

    /** Evaluates what holds no variable but {@code now}. */
    private static void tryOut(CelExpr constant, CelExpr culprit, Cel cel, IssuesFactory issues) {
        try {
            CelAbstractSyntaxTree parsed = CelAbstractSyntaxTree.newParsedAst(
                    constant, CelSource.newBuilder().build());
            cel.createProgram(cel.check(parsed).getAst()).eval(RuleVariable.samples());
        } catch (CelEvaluationException | CelValidationException e) {
            issues.addError(culprit.id(), "this can never be evaluated: " + RuleProblem.plain(e));
        }
    }

    /** Lists of loop variables in loops of such lists would grow exponentially with the length of the rule. */
    private static void checkLoop(CelComprehension loop, IssuesFactory issues) {
        Set<String> variables = Set.of(loop.iterVar());
        CelNavigableExpr.fromExpr(loop.loopStep())
                .allNodes()
                .filter(node -> node.getKind() == Kind.LIST || node.getKind() == Kind.MAP)
                .filter(node -> node.allNodes()
                        .anyMatch(inner -> inner.getKind() == Kind.IDENT
                                && variables.contains(inner.expr().ident().name())))
                .map(CelNavigableExpr::expr)
                .forEach(expr -> issues.addError(expr.id(), "a list or map may not hold the loop's own variable"));
    }

    private static boolean isConstant(CelExpr expr) {
        return expr.getKind() == Kind.CONSTANT;
    }

    /** The patterns of an expression that may be found anywhere in a text. */
    static List<String> partialPatterns(CelAbstractSyntaxTree ast) {
        return CelNavigableAst.fromAst(ast)
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .filter(expr -> expr.callOrDefault().function().equals("matches"))
                .map(expr -> expr.call().args().getLast().constant().stringValue())
                .filter(pattern -> !RulePatterns.isWhole(pattern))
                .toList();
    }
}
