import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

/** Attributes that somebody reads or hears. */
const SPOKEN = new Set(['aria-label', 'aria-description', 'alt', 'title', 'placeholder', 'label', 'hint', 'text']);
/** Two letters or more are a word; a mark, a unit or a sign is none. */
const WORD = /\p{L}{2,}/u;
/** Units, code pages and the names that stand on keys are the same in every language; `room.name` is a key of the catalogue. */
const NO_WORDS = /^(kB|Esc|W?PC\d+ \(.*\)|[a-z]\w*\.\w+)$/i;
const ROOT = join(import.meta.dirname, '../..');

it('no screen says words that are in no catalogue', { timeout: 60_000 }, () => {
  const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test)\.tsx$/.test(file),
  );
  expect(files.length).toBeGreaterThan(150);
  expect(files.flatMap((file) => wordsIn(file, readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
});

it('finds a text, an attribute and a choice between two', () => {
  const source = `const a = <p title="Two words">Hello {x ? 'there' : null}<b>×</b><i aria-hidden>{t('ui.save')}</i></p>;`;
  expect(wordsIn('x.tsx', source)).toEqual(['x.tsx:1 Two words', 'x.tsx:1 Hello', 'x.tsx:1 there']);
});

function wordsIn(file: string, source: string): string[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2023, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const say = (node: ts.Node, text: string) => {
    const line = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
    if (WORD.test(text) && !NO_WORDS.test(text.trim())) found.push(`${file}:${line} ${text.trim()}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) say(node, node.text);
    if (ts.isJsxAttribute(node) && node.initializer && SPOKEN.has(node.name.getText(tree))) {
      literals(node.initializer).forEach((literal) => say(literal, literal.text));
    } else if (ts.isJsxExpression(node) && node.expression && ts.isJsxElement(node.parent)) {
      literals(node.expression).forEach((literal) => say(literal, literal.text));
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** What an expression may come to as it stands: itself, or either side of a choice. Arguments of a call are not shown. */
function literals(node: ts.Node): ts.StringLiteralLike[] {
  if (ts.isStringLiteralLike(node)) return [node];
  if (ts.isJsxExpression(node)) return node.expression ? literals(node.expression) : [];
  if (ts.isConditionalExpression(node)) return [...literals(node.whenTrue), ...literals(node.whenFalse)];
  if (ts.isParenthesizedExpression(node)) return literals(node.expression);
  return [];
}
