/** A text of lines, each of which ends. */
export function lines(...text: readonly string[]): string {
  return `${text.join("\n")}\n`;
}
