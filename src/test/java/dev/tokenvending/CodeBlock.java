package dev.tokenvending;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of code in a document.
 *
 * @param language after the opening fence, empty when there is none
 * @param text without the indentation of a list it stands in
 * @param comment the HTML comment right before it, empty when there is none
 * @param place document and line
 */
record CodeBlock(String language, String text, String comment, String place) {

    private static final Pattern FENCE = Pattern.compile("( *)```(\\w*)");
    private static final Pattern COMMENT = Pattern.compile(" *<!-- (.*) -->");

    /** All blocks of a document, in their order. */
    static List<CodeBlock> in(Path document) throws IOException {
        List<CodeBlock> blocks = new ArrayList<>();
        List<String> lines = Files.readAllLines(document);
        String comment = "";
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (!fence.matches()) {
                if (lines.get(i).contains("```")) {
                    throw new IllegalArgumentException(
                            document.getFileName() + ":" + (i + 1) + " has a fence that is not alone on its line");
                }
                Matcher found = COMMENT.matcher(lines.get(i));
                comment = found.matches() ? found.group(1) : "";
                continue;
            }
            String place = document.getFileName() + ":" + (i + 1);
            StringBuilder text = new StringBuilder();
            for (i++; !FENCE.matcher(lines.get(i)).matches(); i++) {
                text.append(lines.get(i).replaceFirst("^" + fence.group(1), "")).append('\n');
            }
            blocks.add(new CodeBlock(fence.group(2), text.toString(), comment, place));
            comment = "";
        }
        return blocks;
    }

    /** What the comment says after that word and a colon. */
    Optional<String> said(String word) {
        return comment.startsWith(word + ": ")
                ? Optional.of(comment.substring(word.length() + 2).strip())
                : Optional.empty();
    }

    boolean isForShell() {
        return language.equals("sh") || language.equals("bash");
    }
}
