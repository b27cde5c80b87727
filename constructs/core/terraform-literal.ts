/** What starts a template, unless it is one of CDKTF's own references, which are resolved before Terraform reads the text. */
const TEMPLATE = /([$%])\{(?!TfToken\[)/g;

/**
 * A text as Terraform takes it literally. Its `${` and `%{` would otherwise start a template: a shell script's `${HOME}` fails
 * the plan, or worse, does not. References of CDKTF's in the text stay references.
 *
 * @throws if the text is literal already: it would come out with its escapes.
 */
export function terraformLiteral(text: string): string {
  const escaped = /(\$\$|%%)\{/.exec(text)?.[0];
  if (escaped !== undefined) {
    throw new Error(
      `expected a text as it is to arrive, got one with "${escaped}", which is escaped for Terraform`,
    );
  }
  return text.replace(TEMPLATE, "$1$1{");
}
