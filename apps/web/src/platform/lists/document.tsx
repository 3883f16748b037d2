import { currencyOf, minor } from '@mosaajii/domain/money';
import { t } from '../i18n/index.ts';
import { Link, type Target } from '../router/index.ts';
import { Amount } from '../ui/index.ts';
import { useKeyActions } from './keys-shown.ts';

/** The number of a document, which opens it. */
export function DocumentLink({ number, ...target }: Target & { readonly number: string }) {
  return (
    <Link {...target} className="code reach whitespace-nowrap font-medium text-brand-ink hover:underline">
      {number}
    </Link>
  );
}

interface MoneyProps {
  /** In minor units. */
  readonly value: number;
  /** What the document was in; nothing is said of a currency that is not known. */
  readonly currencyCode: string;
}

/** An amount of a document in its own currency. */
export function MoneyOf({ value, currencyCode }: MoneyProps) {
  const currency = currencyOf(currencyCode);
  return currency === null ? null : <Amount value={minor(value)} currency={currency} />;
}

/** Ctrl P prints the paper of the record that is shown, instead of the screen; `null` while there is none. */
export function usePrintKey(print: (() => void) | null): void {
  useKeyActions(print === null ? [] : [{ chords: ['Ctrl+p'], words: t('lists.print'), run: print }]);
}
