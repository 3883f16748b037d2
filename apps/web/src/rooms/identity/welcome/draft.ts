import type { SetupRequest } from '@mosaajii/contract/identity';
import type { CountryPreset } from '@mosaajii/contract/settings';

/** The questions in their order. The first three found the shop; the rest happens in it. */
export const WELCOME_STEPS = ['country', 'shop', 'owner', 'products', 'float'] as const;
export type WelcomeStep = (typeof WELCOME_STEPS)[number];

export interface DraftTax {
  readonly name: string;
  readonly ratePpm: number;
  readonly note: string;
  readonly isOn: boolean;
}

export type ProductsChoice = 'demo' | 'import' | 'scan';

/** What has been answered so far. Kept over a reload, without the password. */
export interface WelcomeDraft {
  readonly step: WelcomeStep;
  readonly token: string;
  readonly country: string;
  readonly taxes: readonly DraftTax[];
  readonly pricesIncludeTax: boolean;
  readonly isCashRounded: boolean;
  readonly shopName: string;
  readonly legalName: string;
  readonly taxNumber: string;
  readonly ownerName: string;
  readonly email: string;
  readonly products: ProductsChoice | null;
}

export const EMPTY_DRAFT: WelcomeDraft = {
  step: 'country',
  token: '',
  country: '',
  taxes: [],
  pricesIncludeTax: true,
  isCashRounded: false,
  shopName: '',
  legalName: '',
  taxNumber: '',
  ownerName: '',
  email: '',
  products: null,
};

/** Takes over what a country proposes. Its usual rate is on, and the reduced ones that are not zero. */
export function withCountry(draft: WelcomeDraft, preset: CountryPreset): WelcomeDraft {
  return {
    ...draft,
    country: preset.code,
    taxes: preset.taxes.map((tax) => ({ ...tax, isOn: tax.ratePpm > 0 })),
    pricesIncludeTax: preset.pricesIncludeTax,
    isCashRounded: preset.cashRounding !== null,
  };
}

/** Parts per million of a percentage as typed, or undefined when it is not one from 0 to 100 with four decimals at most. */
export function parsePercent(text: string): number | undefined {
  const match = /^(\d{1,3})(?:[.,](\d{1,4}))?\s*%?$/.exec(text.trim());
  if (match === null) return undefined;
  const ratePpm = Number(`${match[1]}${(match[2] ?? '').padEnd(4, '0')}`);
  return ratePpm <= 1_000_000 ? ratePpm : undefined;
}

/** "16" or "7.5" of parts per million. */
export function percentText(ratePpm: number): string {
  const text = String(ratePpm).padStart(5, '0');
  return `${text.slice(0, -4)}.${text.slice(-4)}`.replace(/\.?0+$/, '') || '0';
}

/** Adds a rate of the shop's own; the same name replaces what was there. */
export function withTax(draft: WelcomeDraft, name: string, ratePpm: number): WelcomeDraft {
  const others = draft.taxes.filter((tax) => tax.name.toLowerCase() !== name.toLowerCase());
  return { ...draft, taxes: [...others, { name, ratePpm, note: '', isOn: true }] };
}

type PublicKey = SetupRequest['register']['publicKey'];

/** The request that founds the shop. */
export function setupRequestOf(
  draft: WelcomeDraft,
  preset: CountryPreset,
  secrets: { readonly password: string; readonly publicKey: PublicKey; readonly registerName: string },
): SetupRequest {
  return {
    token: draft.token,
    country: preset.code,
    currency: preset.currency.code,
    locale: preset.locale,
    shop: {
      name: draft.shopName.trim(),
      legalName: draft.legalName.trim(),
      taxNumber: draft.taxNumber.trim(),
      timeZone: preset.timeZone,
    },
    pricesIncludeTax: draft.pricesIncludeTax,
    cashRounding: draft.isCashRounded ? preset.cashRounding : null,
    taxes: draft.taxes.filter((tax) => tax.isOn).map(({ name, ratePpm }) => ({ name, ratePpm })),
    owner: { displayName: draft.ownerName.trim(), email: draft.email.trim(), password: secrets.password },
    register: { name: secrets.registerName, publicKey: secrets.publicKey },
  };
}

/** The step that a field of the request was asked in, to go back to it when the server refuses the field. */
export function stepOfPath(path: string): WelcomeStep {
  if (path.startsWith('owner') || path === 'token') return 'owner';
  return path.startsWith('shop') ? 'shop' : 'country';
}

/** Whether the set-up follows on the code of a paid request: then the installation has shops already, and knows the owner. */
export function isFounding(draft: WelcomeDraft): boolean {
  return draft.token.startsWith('shop.');
}

const KEY = 'welcome';

/** What an earlier visit of this tab answered; a token in the address wins over the one that was kept. */
export function loadDraft(storage: Pick<Storage, 'getItem'>, hash: string): WelcomeDraft {
  const token = new URLSearchParams(hash.replace(/^#/, '')).get('token');
  const kept = parseDraft(storage.getItem(KEY));
  return { ...EMPTY_DRAFT, ...kept, ...(token === null || token === '' ? {} : { token }) };
}

export function saveDraft(storage: Pick<Storage, 'setItem'>, draft: WelcomeDraft): void {
  storage.setItem(KEY, JSON.stringify(draft));
}

export function clearDraft(storage: Pick<Storage, 'removeItem'>): void {
  storage.removeItem(KEY);
}

function parseDraft(text: string | null): Partial<WelcomeDraft> {
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'step' in value ? (value as Partial<WelcomeDraft>) : {};
  } catch (error) {
    // Another version's draft, or cut off: the questions start again.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
