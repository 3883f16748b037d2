import type { Tx } from '../../platform/database/index.ts';
import type { Personal } from '../../platform/personal/index.ts';
import { customerWords } from './words.ts';

/** What is personal about a customer, as it is sealed: JSON of this. */
export interface Person {
  readonly name: string;
  readonly company: string;
  readonly phone: string;
  readonly email: string;
  readonly taxNumber: string;
  /** By which they buy without taxes; empty: they pay them. */
  readonly taxCertificate: string;
  readonly addressLines: readonly string[];
  readonly cardCode: string;
  readonly birthday: string | null;
  readonly note: string;
}

export const NOBODY: Person = {
  name: '',
  company: '',
  phone: '',
  email: '',
  taxNumber: '',
  taxCertificate: '',
  addressLines: [],
  cardCode: '',
  birthday: null,
  note: '',
};

/** The columns that a sealed person fills. */
export interface SealedPerson {
  readonly personSealed: string;
  readonly phoneIndex: string | null;
  readonly emailIndex: string | null;
  readonly taxNumberIndex: string | null;
  readonly cardIndex: string | null;
  readonly wordIndexes: readonly string[];
}

/** The blind index of each field by which a customer is found. */
export const INDEXED = {
  phone: ['customer.phone', 'phone'],
  email: ['customer.email', 'email'],
  taxNumber: ['customer.tax_number', 'text'],
  cardCode: ['customer.card', 'text'],
} as const;
export type IndexedField = keyof typeof INDEXED;

/** The index of a value; `null` for none. */
export async function indexOfField(
  personal: Personal,
  tx: Tx,
  field: IndexedField,
  value: string,
): Promise<string | null> {
  const [column, kind] = INDEXED[field];
  const plain = field === 'taxNumber' || field === 'cardCode' ? value.replace(/[\s-]/g, '') : value;
  return plain.trim() === '' ? null : personal.blindIndex(tx, column, kind, plain);
}

/** The index of the beginning of a word. */
export function indexOfWord(personal: Personal, tx: Tx, word: string): Promise<string> {
  return personal.blindIndex(tx, 'customer.word', 'text', word);
}

/** Seals a person for their row, with everything by which they are found. */
export async function sealPerson(
  personal: Personal,
  tx: Tx,
  customerId: string,
  person: Person,
): Promise<SealedPerson> {
  const wordIndexes: string[] = [];
  for (const word of customerWords(`${person.name} ${person.company}`)) {
    wordIndexes.push(await indexOfWord(personal, tx, word));
  }
  return {
    personSealed: await personal.seal(tx, fieldOf(customerId), JSON.stringify(person)),
    phoneIndex: await indexOfField(personal, tx, 'phone', person.phone),
    emailIndex: await indexOfField(personal, tx, 'email', person.email),
    taxNumberIndex: await indexOfField(personal, tx, 'taxNumber', person.taxNumber),
    cardIndex: await indexOfField(personal, tx, 'cardCode', person.cardCode),
    wordIndexes,
  };
}

/** Opens persons in the order of the rows; what was erased or has not arrived is nobody. */
export async function openPersons(
  personal: Personal,
  tx: Tx,
  rows: readonly { readonly customer_id: string; readonly person_sealed: string }[],
): Promise<Person[]> {
  const sealed = rows.filter((row) => row.person_sealed !== '');
  const texts = await personal.openMany(
    tx,
    sealed.map((row) => ({ field: fieldOf(row.customer_id), sealed: row.person_sealed })),
  );
  const byId = new Map(sealed.map((row, index) => [row.customer_id, texts[index] ?? '']));
  return rows.map((row) => personOf(byId.get(row.customer_id) ?? ''));
}

/** A shredded key leaves an empty text. */
function personOf(text: string): Person {
  return text === '' ? NOBODY : { ...NOBODY, ...(JSON.parse(text) as Partial<Person>) };
}

function fieldOf(customerId: string) {
  return { table: 'customer', column: 'person', rowId: customerId };
}
