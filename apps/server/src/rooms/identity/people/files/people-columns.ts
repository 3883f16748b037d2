import { email as emailSchema } from '@mosaajii/contract/identity';
import type { PeopleMapping } from '@mosaajii/contract/people-files';
import { name as nameSchema } from '@mosaajii/contract/wire';
import type { Role } from '@mosaajii/domain/permission';

type Field = keyof PeopleMapping;

/** What columns are called in the lists of shops, in our four languages and others. */
const HEADINGS: Readonly<Record<Field, readonly string[]>> = {
  name: [
    'name',
    'display name',
    'full name',
    'employee',
    'staff',
    'person',
    'nom',
    'nom complet',
    'jina',
    'nombre',
    'الاسم',
  ],
  email: [
    'email',
    'e-mail',
    'email address',
    'e-mail address',
    'mail',
    'courriel',
    'adresse e-mail',
    'barua pepe',
    'correo',
    'البريد الإلكتروني',
  ],
  role: ['role', 'position', 'job', 'rôle', 'fonction', 'poste', 'wadhifa', 'cheo', 'rol', 'الدور'],
};

const ROLE_NAMES: Readonly<Record<Role, readonly string[]>> = {
  administrator: ['administrator', 'admin', 'owner', 'administrateur', 'administratrice', 'msimamizi', 'مسؤول'],
  manager: ['manager', 'supervisor', 'gérant', 'gérante', 'responsable', 'meneja', 'مدير'],
  cashier: [
    'cashier',
    'seller',
    'staff',
    'caissier',
    'caissière',
    'vendeur',
    'vendeuse',
    'keshia',
    'mtunza fedha',
    'صراف',
  ],
  viewer: ['viewer', 'read only', 'accountant', 'observateur', 'observatrice', 'lecteur', 'mtazamaji', 'مشاهد'],
};

const folded = (text: string) =>
  text
    .trim()
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s_]+/gu, ' ');

/** Which columns a heading names; null when none of them is names. */
export function guessColumns(header: readonly string[]): PeopleMapping | null {
  const found = (field: Field): number | null => {
    const at = header.findIndex((cell) => HEADINGS[field].includes(folded(cell)));
    return at === -1 ? null : at;
  };
  const name = found('name');
  return name === null ? null : { name, email: found('email'), role: found('role') };
}

/** Columns of a file without a heading: addresses have their sign, and the first other column with letters is names. */
export function guessByContent(rows: readonly (readonly string[])[]): PeopleMapping | null {
  const width = Math.max(0, ...rows.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, index) => rows.map((row) => (row[index] ?? '').trim()));
  const share = (cells: readonly string[], test: (cell: string) => boolean) =>
    cells.filter(test).length / Math.max(1, cells.filter((cell) => cell !== '').length);
  const at = (test: (cell: string) => boolean, ...not: (number | null)[]) => {
    const index = columns.findIndex((cells, column) => !not.includes(column) && share(cells, test) > 0.5);
    return index === -1 ? null : index;
  };
  const email = at((cell) => cell.includes('@'));
  const role = at((cell) => roleOf(cell) !== undefined, email);
  const name = at((cell) => /\p{L}/u.test(cell), email, role);
  return name === null ? null : { name, email, role };
}

/** The role of a word for it; undefined for a word that is none. */
export function roleOf(text: string): Role | undefined {
  const wanted = folded(text);
  const entries = Object.entries(ROLE_NAMES) as [Role, readonly string[]][];
  return entries.find(([, names]) => names.includes(wanted))?.[0];
}

/** A row as it was understood, with what is wrong with it. */
export interface Candidate {
  readonly displayName: string;
  readonly email: string | null;
  readonly role: Role | null;
  /** Null: nothing is. */
  readonly fault: string | null;
}

/** Reads a row. What our own export defused against spreadsheets is what it was before. */
export function readCandidate(cells: readonly string[], mapping: PeopleMapping, defaultRole: Role): Candidate {
  const cell = (index: number | null) => (index === null ? '' : plain(cells[index] ?? ''));
  const displayName = cell(mapping.name);
  const email = cell(mapping.email);
  const wanted = cell(mapping.role);
  const role = wanted === '' ? defaultRole : (roleOf(wanted) ?? null);
  const known = { displayName: shown(displayName), email: email === '' ? null : shown(email).toLowerCase(), role };
  return { ...known, fault: faultOf(displayName, email, wanted, role) };
}

function faultOf(displayName: string, email: string, wanted: string, role: Role | null): string | null {
  if (`${displayName}${email}${wanted}`.includes('\uFFFD'))
    return 'It has characters that are not of the encoding of the file.';
  if (displayName === '') return 'It has no name.';
  if (!nameSchema(120).safeParse(displayName).success) return 'The name is too long, or not on one line.';
  if (email !== '' && !emailSchema.safeParse(email).success) return 'This is not an e-mail address.';
  return role === null ? `“${shown(wanted)}” is not a role.` : null;
}

function plain(cell: string): string {
  return cell.replace(/^'(?=[=+\-@\t\r])/, '').trim();
}

/** What can be shown and stored of a cell, whatever was in it. */
function shown(text: string): string {
  return text
    .slice(0, 200)
    .replace(/\0/g, '␀')
    .replace(/\p{Surrogate}/gu, '\uFFFD');
}
