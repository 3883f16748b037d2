/** `register.revoked` as "Register revoked". */
export function wordsOf(action: string): string {
  const words = action.replace(/[._-]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
