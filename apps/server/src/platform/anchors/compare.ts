import type { Anchor, AnchorFinding, AnchorLine, OwnReading } from './anchor-line.ts';
import type { Testimony } from './witnesses.ts';

/**
 * Puts the anchors of this machine beside what witnesses have. A line that only a witness has was cut off here, or another past was
 * written over it: it counts as an anchor all the same, so that the chain has to agree with it. A line that a whole copy lacks
 * in between was taken out there; one at its end only has not arrived yet.
 */
export function compareWith(
  own: OwnReading,
  testimonies: readonly Testimony[],
): { readonly anchors: readonly Anchor[]; readonly findings: readonly AnchorFinding[] } {
  const here = new Set(own.lines.map(({ mac }) => mac));
  const end = own.lines.length;
  const findings: AnchorFinding[] = [...own.findings];
  const lost = new Map<string, AnchorLine>();
  for (const { name, isWhole, lines } of testimonies) {
    const gone = lines.filter(({ mac }) => !here.has(mac));
    for (const line of gone) lost.set(line.mac, line);
    const newest = gone.at(-1);
    if (newest !== undefined) {
      const number = newest.counter === undefined ? '' : ` (number ${newest.counter})`;
      const problem = `${gone.length} lines that ${name} has are gone, the newest of ${newest.anchor.at}${number}`;
      findings.push({ line: end, problem });
    }
    const lacking = isWhole ? lackingIn(lines, own.lines) : 0;
    if (lacking > 0) findings.push({ line: end, problem: `${name} lacks ${lacking} lines in between that are here` });
  }
  const anchors = [...own.lines, ...lost.values()].map(({ anchor }) => anchor);
  // Both are in their own order already; what was lost goes to its time.
  if (lost.size > 0) anchors.sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  return { anchors, findings };
}

function lackingIn(lines: readonly AnchorLine[], own: readonly AnchorLine[]): number {
  const there = new Set(lines.map(({ mac }) => mac));
  const last = own.findLastIndex(({ mac }) => there.has(mac));
  return own.slice(0, last + 1).filter(({ mac }) => !there.has(mac)).length;
}
