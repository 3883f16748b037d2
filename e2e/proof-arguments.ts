/** A whole number of the command line, `--count 200`, or what is usual. Throws on anything else. */
export function argument(name: string, usual: number): number {
  const at = process.argv.indexOf(name);
  if (at === -1) return usual;
  const value = Number(process.argv[at + 1]);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${name} needs a whole number.`);
  return value;
}
