/** A whole number of the command line, or what is usual. */
export function argument(name: string, usual: number): number {
  const at = process.argv.indexOf(name);
  const value = at === -1 ? usual : Number(process.argv[at + 1]);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${name} needs a whole number.`);
  return value;
}
