/** Without control characters: text of a trace may not steer a terminal. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}|\p{Cf}/gu, '\ufffd');
}
