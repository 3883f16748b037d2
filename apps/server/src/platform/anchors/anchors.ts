import { type AnchorFiles, anchorFiles, appendSynced, isFull, markOf, wholeLines } from './anchor-files.ts';
import {
  type Anchor,
  type AnchorFinding,
  type AnchorLine,
  contentOf,
  GENESIS_MAC,
  isEqual,
  type OwnReading,
  parseAnchorLine,
  signatureOf,
} from './anchor-line.ts';
import { compareWith } from './compare.ts';
import {
  appendToCopy,
  copyFile,
  openWitnessFiles,
  rawLinesOf,
  type Testimony,
  type Witnesses,
  type WitnessFiles,
} from './witnesses.ts';

export interface Anchors {
  /** Appends and syncs one anchor, here and in the copy; answers the signed line. Throws what the file system says of the first. */
  append(organizationId: string, anchor: Anchor): string;
  /** All anchors of an organization, oldest first, those too that only a witness has, and what is wrong with them. */
  read(organizationId: string): AnchorReading;
  /** Signs a text of an organization with the key of the anchors. */
  sign(organizationId: string, text: string): string;
}

export interface AnchorReading {
  readonly anchors: readonly Anchor[];
  /** Lines are counted over all files. */
  readonly findings: readonly AnchorFinding[];
  /** Whether a text of this organization was signed by this server. */
  isSigned(text: string, signature: string): boolean;
  /** What was compared with the anchors, and how many of their lines it has. */
  readonly witnesses: readonly { readonly name: string; readonly lines: number }[];
}

const MOST_FINDINGS = 20;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Opens the anchors below `directory`, signed with `key`. The directory is made with the first anchor. A file that is full or of
 * another month is finished; the first line of the next one stands on its last, so that none of them can be shortened. The last
 * one can, and is found out by the witnesses: each line also goes to the copy, and is looked for wherever it was told before.
 */
export function openAnchors(directory: string, key: string, witnesses?: Witnesses): Anchors {
  const filesOf = (organizationId: string): AnchorFiles => {
    if (!UUID.test(organizationId)) throw new TypeError('not an organization’s id');
    return anchorFiles(directory, organizationId);
  };
  const tails = new Map<string, Tail>();
  const copied = new Map<string, string>();
  const heardOf = openWitnessFiles();
  const copy = (organizationId: string, files: AnchorFiles, before: string, line: string, mac: string) => {
    if (witnesses?.copy === undefined) return;
    try {
      const path = copyFile(witnesses.copy, organizationId, key);
      const isNext = copied.get(organizationId) === before;
      appendToCopy(path, isNext ? [line] : [...missingIn(path, files, line), line]);
      copied.set(organizationId, mac);
    } catch (error) {
      copied.delete(organizationId);
      witnesses.onCopyFailed(error);
    }
  };
  return {
    append: (organizationId, anchor) => {
      const files = filesOf(organizationId);
      let tail = tailOf(files, tails.get(organizationId));
      if (tail.bytes > 0 && isFull(tail.bytes, tail.at, anchor.at)) {
        files.finish();
        tail = { ...tail, bytes: 0 };
      }
      const counter = tail.counter + 1;
      const content = contentOf(anchor, counter, tail.mac);
      const mac = signatureOf(key, 'audit-anchor', organizationId, content);
      const line = JSON.stringify([content, mac]);
      const bytes = appendSynced(files.present, tail.bytes, `${line}\n`);
      tails.set(organizationId, { mac, counter, bytes, at: anchor.at, mark: markOf(files.present) });
      copy(organizationId, files, tail.mac, line, mac);
      return line;
    },
    read: (organizationId) => {
      const macOf = (content: string) => signatureOf(key, 'audit-anchor', organizationId, content);
      const own = readLines(linesOf(filesOf(organizationId)), macOf);
      const heard = testimonies(witnesses, heardOf, organizationId, key).map((one) => ({
        ...one,
        lines: one.lines.filter(({ content, mac }) => isEqual(mac, macOf(content))),
      }));
      return {
        ...compareWith(own, heard),
        isSigned: (text, signature) => isEqual(signature, signatureOf(key, 'audit-checkpoint', organizationId, text)),
        witnesses: heard.map(({ name, lines }) => ({ name, lines: lines.length })),
      };
    },
    sign: (organizationId, text) => signatureOf(key, 'audit-checkpoint', organizationId, text),
  };
}

function linesOf(files: AnchorFiles): readonly string[] {
  return [...files.finished(), files.present].flatMap((path) => wholeLines(path).whole);
}

/** What the copy lacks of what stands before a line. A copy whose last line is not here any more gets no more than that line. */
function missingIn(path: string, files: AnchorFiles, line: string): readonly string[] {
  const last = rawLinesOf(path).findLast((text) => parseAnchorLine(text) !== null);
  const lines = linesOf(files).slice(0, -1);
  if (last === undefined) return lines;
  const at = lines.indexOf(last);
  return last === line || at === -1 ? [] : lines.slice(at + 1);
}

function testimonies(
  witnesses: Witnesses | undefined,
  files: WitnessFiles,
  organizationId: string,
  key: string,
): readonly Testimony[] {
  if (witnesses === undefined) return [];
  const copies = witnesses.copy === undefined ? [] : [witnesses.copy];
  return [
    ...copies.map((directory) => {
      const path = copyFile(directory, organizationId, key);
      return { name: path, isWhole: true, lines: files.linesOf(path, organizationId) };
    }),
    ...witnesses.files().map((path) => ({ name: path, isWhole: false, lines: files.linesOf(path, organizationId) })),
  ];
}

function readLines(lines: readonly string[], macOf: (content: string) => string): OwnReading {
  const signed: AnchorLine[] = [];
  const findings: AnchorFinding[] = [];
  let previous = GENESIS_MAC;
  for (const [index, line] of lines.entries()) {
    const parsed = parseAnchorLine(line);
    const isSigned = parsed !== null && isEqual(parsed.mac, macOf(parsed.content));
    if (!isSigned || parsed.previous !== previous) {
      const problem = isSigned ? 'a line before it is missing' : 'it is not what this server signed';
      if (findings.length < MOST_FINDINGS) findings.push({ line: index + 1, problem });
    }
    if (isSigned) signed.push(parsed);
    previous = parsed?.mac ?? '';
  }
  return { lines: signed, findings };
}

/** What the next line stands on. */
interface Tail {
  readonly mac: string;
  /** How many lines there are over all files. */
  readonly counter: number;
  /** Of the present file. */
  readonly bytes: number;
  /** The moment of the last line. */
  readonly at: string;
  readonly mark: string | undefined;
}

/** As remembered when the file is still the one that was written: a long file is read once. */
function tailOf(files: AnchorFiles, remembered: Tail | undefined): Tail {
  const mark = markOf(files.present);
  if (remembered !== undefined && mark !== undefined && remembered.mark === mark) return remembered;
  const { whole, bytes } = wholeLines(files.present);
  const before = whole.length > 0 ? undefined : files.finished().at(-1);
  const last = parseAnchorLine((before === undefined ? whole : wholeLines(before).whole).at(-1) ?? '');
  // Lines of an older program carry no number: there are as many as there are.
  const counter = last?.counter ?? linesOf(files).length;
  return { mac: last?.mac ?? GENESIS_MAC, counter, bytes, at: last?.anchor.at ?? '', mark };
}

/**
 * What the chain must still say, by number: all anchors but those that a later restore went back behind. Two anchors of
 * one number that differ are both kept: the chain cannot satisfy them, and that is the finding.
 */
export function expectedOf(anchors: readonly Anchor[]): readonly Anchor[] {
  let live: Anchor[] = [];
  for (const anchor of anchors) {
    if (anchor.kind === 'restored') live = live.filter(({ sequence }) => sequence <= anchor.sequence);
    live.push(anchor);
  }
  return live;
}
