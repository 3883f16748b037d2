import { ROLES } from '@mosaajii/domain/permission';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvLine } from '../../../../platform/csv/index.ts';
import { guessByContent, guessColumns, readCandidate, roleOf } from './people-columns.ts';
import { readPeopleFile } from './read-file.ts';

const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');
const read = (text: string | Buffer) => readPeopleFile({ content: base64(text), defaultRole: 'cashier' });
const valueOf = (text: string | Buffer) => {
  const file = read(text);
  if (!file.ok) throw new Error(file.error.detail);
  return file.value;
};

it('knows the headings of four languages, and its own export', () => {
  expect(guessColumns(['Email', 'Name', 'Role'])).toEqual({ name: 1, email: 0, role: 2 });
  expect(guessColumns(['Jina', 'Barua pepe', 'Wadhifa'])).toEqual({ name: 0, email: 1, role: 2 });
  expect(guessColumns(['Nom  complet', 'Courriel', 'Fonction'])).toEqual({ name: 0, email: 1, role: 2 });
  expect(guessColumns(['name', 'email', 'role', 'state', 'user_id'])).toEqual({ name: 0, email: 1, role: 2 });
  expect(guessColumns(['Phone', 'Town'])).toBeNull();
});

it('tells columns by what is in them where there is no heading', () => {
  const rows = [
    ['1', 'a@example.com', 'Amina', 'Cashier'],
    ['2', 'b@example.com', 'Juma', 'meneja'],
  ];
  expect(guessByContent(rows)).toEqual({ name: 2, email: 1, role: 3 });
  expect(guessByContent([['1'], ['2']])).toBeNull();
});

it('understands words for roles in any letter case', () => {
  for (const role of ROLES) expect(roleOf(` ${role.toUpperCase()} `)).toBe(role);
  expect([roleOf('Caissière'), roleOf('مدير'), roleOf('king')]).toEqual(['cashier', 'manager', undefined]);
});

it('says what is wrong with a row', () => {
  const mapping = { name: 0, email: 1, role: 2 };
  const fault = (...cells: string[]) => readCandidate(cells, mapping, 'cashier').fault;
  expect(fault('Amina', 'a@b.c', 'manager')).toBeNull();
  expect(fault('Amina')).toBeNull();
  expect(fault('')).toContain('no name');
  expect(fault('Amina', 'nowhere')).toContain('e-mail');
  expect(fault('Amina', 'a@b.c', 'king')).toContain('“king”');
  expect(fault('two\nlines')).toContain('one line');
  expect(fault('x'.repeat(121))).toContain('too long');
  expect(fault('Cr\uFFFDme')).toContain('encoding');
});

it('reads the encodings and delimiters of spreadsheets', () => {
  const text = 'Name;E-mail\nZoë;zoe@example.com\n';
  for (const bytes of [
    Buffer.from(text),
    Buffer.from(`\uFEFF${text}`),
    Buffer.from(`\uFEFF${text}`, 'utf16le'),
    Buffer.from(text, 'latin1'),
  ]) {
    const file = valueOf(bytes);
    expect(file.rows).toEqual([{ rowNumber: 2, cells: ['Zoë', 'zoe@example.com'] }]);
    expect(file.mapping).toEqual({ name: 0, email: 1, role: null });
  }
});

it('refuses a file without rows, with too many, or with a quote that never ends', () => {
  expect(read('Name,Email\n').ok).toBe(false);
  expect(read(`Name\n${'Amina\n'.repeat(1001)}`).ok).toBe(false);
  expect(read(`Name\nAmina\n"Juma\n`).ok).toBe(false);
});

it('reads back whatever was exported, formulas included', () => {
  const text = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }).map((value) => value.trim());
  const name = fc
    .oneof(
      text,
      text.map((value) => `=${value}`),
      text.map((value) => `@${value}`),
      fc.constantFrom('-1', '+1', 'a,"b"', "'quoted"),
    )
    .filter((value) => value !== '' && !/[\0\r\n\t\p{Surrogate}\uFFFD]/u.test(value) && !/^'[=+\-@]/.test(value));
  fc.assert(
    fc.property(
      fc.array(fc.record({ name, role: fc.constantFrom(...ROLES) }), { minLength: 1, maxLength: 20 }),
      (people) => {
        const file = valueOf(
          csvLine(['name', 'email', 'role']) + people.map((one) => csvLine([one.name, 'a@b.c', one.role])).join(''),
        );
        const mapping = file.mapping;
        if (mapping === null) throw new Error('no columns');
        const back = file.rows.map((row) => readCandidate(row.cells, mapping, 'viewer'));
        expect(back.map((row) => ({ name: row.displayName, role: row.role }))).toEqual(people);
        expect(back.every((row) => row.fault === null)).toBe(true);
      },
    ),
  );
});
