package dev.tokenvending.policy;

import dev.cel.bundle.Cel;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.validator.CelValidator;
import dev.cel.validator.CelValidatorFactory;
import dev.tokenvending.settings.Settings;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compiles rules, checks their types, and tries each of them once. Loading CEL takes time: made when there is a rule. */
final class CelRules {

    private static final Logger log = LoggerFactory.getLogger(CelRules.class);
    private static final String EXAMPLE = "'\"voice\" in caller.claims.entitlements'";

    private final Settings settings;
    private final Cel cel;
    private final CelValidator validator;

    CelRules(Settings settings) {
        RulePatterns patterns = new RulePatterns();
        this.settings = settings;
        this.cel = RuleEnvironment.with(patterns);
        this.validator = CelValidatorFactory.standardCelValidatorBuilder(cel)
                .addAstValidators(new RuleValidator(patterns))
                .build();
    }

    /** The rule of a policy; absent when it is none, which is then a problem. */
    Optional<Check> read(String policy, String property, String text) {
        try {
            return compile(policy, text);
        } catch (UnfitException e) {
            settings.problem(property, e.getMessage(), EXAMPLE);
            return Optional.empty();
        }
    }

    private Optional<Check> compile(String policy, String text) throws UnfitException {
        if (text.isBlank()) {
            throw new UnfitException("is empty.");
        }
        if (text.length() > RuleEnvironment.LONGEST_RULE) {
            throw new UnfitException("is longer than " + RuleEnvironment.LONGEST_RULE + " characters.");
        }
        CelAbstractSyntaxTree ast = sound(cel.compile(text));
        if (!ast.getResultType().equals(SimpleType.BOOL)) {
            throw new UnfitException("may be anything, not only true or false: compare it, as in == true.");
        }
        sound(validator.validate(ast));
        CelRuntime.Program program = tryOut(ast);
        RuleValidator.partialPatterns(ast)
                .forEach(pattern -> log.warn(
                        "Policy {}: the pattern {} may match a part of a text only. For whole texts write ^(?:…)$",
                        policy,
                        pattern));
        return Optional.of(new CelRule(policy, program));
    }

    private static CelAbstractSyntaxTree sound(CelValidationResult result) throws UnfitException {
        try {
            return result.getAst();
        } catch (CelValidationException e) {
            throw new UnfitException(RuleProblem.describe(e.getErrors(), e.getSource()));
        }
    }

    /** Runs it for a sample: what the sample lacks says nothing about the rule, anything else would go wrong at night. */
    private CelRuntime.Program tryOut(CelAbstractSyntaxTree ast) throws UnfitException {
        try {
            CelRuntime.Program program = cel.createProgram(ast);
            try {
                program.eval(RuleVariable.samples());
            } catch (CelEvaluationException e) {
                if (e.getErrorCode() != CelErrorCode.ATTRIBUTE_NOT_FOUND) {
                    throw e;
                }
            }
            return program;
        } catch (CelEvaluationException e) {
            throw new UnfitException("cannot be evaluated for a sample request: " + RuleProblem.plain(e));
        }
    }

    /** A text is no rule, for the reason in the message. */
    private static final class UnfitException extends Exception {
        UnfitException(String message) {
            super(message);
        }
    }
}
