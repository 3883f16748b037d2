import type { CatalogHit } from '@mosaajii/domain/catalog';
import type { CustomerItem } from '@mosaajii/domain/purse';
import { formatQuantity } from '@mosaajii/domain/quantity';
import { ScanBarcode, X } from 'lucide-react';
import { type KeyboardEvent, useDeferredValue, useId, useMemo, useRef, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { signal } from '../../../platform/scanner/index.ts';
import { classes, Kbd, priceFigures, useToasts } from '../../../platform/ui/index.ts';
import { parseOmnibox } from '../omnibox.ts';
import type { TillPorts } from '../ports.ts';
import { runIntent } from '../run-intent.ts';
import { useCatalogVersion, useTill, useTillState } from '../till-context.tsx';
import { omniboxId } from './focus.ts';

const MOST_HITS = 8;

/**
 * One field for everything, always the target of the keys: codes, words, quantities, reductions, prices, receipts and
 * commands. Hits paint on every key; Enter adds the first one, the field clears and keeps the focus.
 */
export function Omnibox({ navigate }: { readonly navigate: (path: string) => void }) {
  const till = useTill();
  const { shop, catalog } = till.ports;
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  // On touch the field is focused for scanners, and asks for the on-screen keyboard only after a tap on it.
  const [isTapped, setTapped] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const listId = useId();
  const version = useCatalogVersion();
  const nextQuantity = useTillState((state) => state.nextQuantity);
  // A burst of a scanner outruns the list: only what stays is searched for.
  const settled = useDeferredValue(text);
  const hits = useMemo(() => {
    void version;
    const intent = parseOmnibox(settled, shop.rules.currency);
    return intent.kind === 'find' ? catalog.search(intent.text, MOST_HITS) : [];
  }, [settled, catalog, shop, version]);
  const customers = customersFor(till.ports, settled);
  const isOpen = text !== '' && (hits.length > 0 || customers.length > 0);
  const isMissing =
    text !== '' && text === settled && hits.length === 0 && parseOmnibox(text, shop.rules.currency).kind === 'find';

  const clear = () => {
    setText('');
    setChosen(0);
  };
  const addHit = (hit: CatalogHit) => {
    const intent = parseOmnibox(text, shop.rules.currency);
    till.selling.add(hit, (intent.kind === 'find' ? intent.quantityMilli : null) ?? undefined);
    signal('scan-ok');
    clear();
  };
  const enter = () => {
    const outcome = runIntent(till, parseOmnibox(text, shop.rules.currency), {
      navigate,
      hit: hitFor(text, chosen, hits, catalog.search),
      customer: customersFor(till.ports, text)[chosen] ?? null,
    });
    if (outcome.message !== undefined) useToasts.getState().show({ message: outcome.message, key: 'omnibox' });
    if (outcome.isDone) clear();
  };

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    const handlers: Record<string, () => void> = {
      Enter: () => !event.nativeEvent.isComposing && !event.ctrlKey && enter(),
      ArrowDown: () =>
        text === ''
          ? till.selling.move(1)
          : setChosen(Math.min(Math.max(hits.length, customers.length) - 1, chosen + 1)),
      ArrowUp: () => (text === '' ? till.selling.move(-1) : setChosen(Math.max(0, chosen - 1))),
      Escape: () => (text === '' ? escape(till) : clear()),
      Delete: () => text === '' && removeSelected(till),
    };
    const handler = handlers[event.key];
    if (handler === undefined || event.ctrlKey) return;
    if (event.key === 'Delete' && text !== '') return;
    event.preventDefault();
    handler();
  }

  return (
    <div data-region="omnibox" className="relative z-20 mx-4 mt-3 max-sm:mx-3 max-sm:mt-2">
      <div className="flex h-13 items-center gap-3 rounded-card border border-line-strong bg-surface ps-3.5 pe-2 focus-within:border-brand focus-within:shadow-[0_0_0_3px_color-mix(in_srgb,var(--brand)_18%,transparent)] forced-colors:focus-within:outline-2">
        <ScanBarcode aria-hidden className="size-5 flex-none text-ink-2" strokeWidth={1.75} />
        {nextQuantity === null ? null : (
          <span className="num rounded-control bg-brand-tint px-2 py-1 font-semibold text-brand-ink">
            {formatQuantity(nextQuantity)} ×
          </span>
        )}
        <input
          ref={field}
          id={omniboxId}
          role="combobox"
          aria-label={t('till.omniboxLabel')}
          aria-expanded={isOpen}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={isOpen ? `${listId}-${chosen}` : undefined}
          placeholder={t('till.omniboxHint')}
          inputMode={isTapped || !isCoarse() ? 'search' : 'none'}
          enterKeyHint="enter"
          autoComplete="off"
          autoCorrect="off"
          autoCapitalize="off"
          spellCheck={false}
          // The till opens with the omnibox ready: it is where every scan and word goes.
          autoFocus
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setChosen(0);
            if (event.target.value !== '') till.paying.shrinkDone();
          }}
          onKeyDown={onKeyDown}
          onPointerUp={() => setTapped(true)}
          onBlur={() => setTapped(false)}
          className="h-full min-w-0 flex-1 bg-transparent text-md outline-none"
        />
        {text === '' ? (
          <Kbd>F2</Kbd>
        ) : (
          <>
            <span aria-hidden className="flex gap-2 max-lg:hidden">
              {hits.length > 0 ? <Kbd>{t('till.keysChoose')}</Kbd> : null}
              <Kbd>{t('till.keysAdd')}</Kbd>
            </span>
            <button
              type="button"
              aria-label={t('till.clearField')}
              onClick={() => {
                clear();
                field.current?.focus();
              }}
              className="grid size-11 place-items-center rounded-control text-ink-2 hover:bg-sunken"
            >
              <X aria-hidden className="size-5" strokeWidth={1.75} />
            </button>
          </>
        )}
      </div>
      <div
        id={listId}
        role="listbox"
        aria-label={t('till.hits')}
        className={classes(
          'absolute inset-x-0 top-full mt-1.5 max-h-[60dvh] overflow-y-auto rounded-card border border-line bg-raised py-1 shadow-pop',
          !isOpen && 'hidden',
          // Digits may be a scan on its way: a list that flashes at each of them would be noise.
          /^\d+$/.test(text) && 'appear-late',
        )}
      >
        {customers.map((customer, index) => (
          <div
            key={customer.id}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === chosen}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => {
              runIntent(till, { kind: 'customer', text }, { navigate, hit: null, customer });
              clear();
            }}
            className={classes(
              'flex min-h-12 cursor-pointer items-center gap-3 px-3.5',
              index === chosen ? 'bg-brand-tint' : 'hover:bg-sunken',
            )}
          >
            <span className="min-w-0 flex-1 truncate font-medium">{customer.name}</span>
            <span className="truncate text-ink-3">{customer.company ?? customer.phone ?? ''}</span>
          </div>
        ))}
        {hits.map((hit, index) => (
          <div
            key={hit.variantId}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === chosen}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => addHit(hit)}
            className={classes(
              'flex min-h-12 cursor-pointer items-center gap-3 px-3.5',
              index === chosen ? 'bg-brand-tint' : 'hover:bg-sunken',
            )}
          >
            <span className="min-w-0 flex-1 truncate font-medium">{hit.name}</span>
            <span className="code text-ink-3 max-sm:hidden">{hit.sku}</span>
            <span className="num w-24 text-end font-semibold">
              {hit.priceE4 === null ? t('till.askPrice') : priceFigures(hit.priceE4, shop.rules.currency)}
            </span>
          </div>
        ))}
      </div>
      {isMissing ? (
        <p className="appear-late absolute inset-x-0 top-full mt-1.5 rounded-card border border-line bg-raised px-3.5 py-3 text-ink-2 shadow-pop">
          {t('till.noHits', { text })}
        </p>
      ) : null}
    </div>
  );
}

/** Whom `@…` means: from memory, at once. */
function customersFor({ customers, shop }: TillPorts, text: string): readonly CustomerItem[] {
  const intent = parseOmnibox(text, shop.rules.currency);
  return intent.kind === 'customer' ? customers.search(intent.text, MOST_HITS) : [];
}

/** The hit that Enter means. The list may lag behind the text by a paint, so it is asked for again. */
function hitFor(
  text: string,
  chosen: number,
  hits: readonly CatalogHit[],
  search: (text: string, limit: number) => readonly CatalogHit[],
) {
  if (chosen > 0) return hits[chosen] ?? null;
  const words = text.replace(/^[\d.,]+\s*[*×]\s*/, '').trim();
  return words === '' ? null : (search(words, 1)[0] ?? null);
}

function isCoarse(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}

function escape({ carts, paying, selling }: ReturnType<typeof useTill>): void {
  const { editor, done } = carts.store.getState();
  if (editor !== null) return carts.store.setState({ editor: null });
  if (done !== null && !done.isSmall) return paying.shrinkDone();
  carts.store.setState({ nextQuantity: null, payProblem: null });
  selling.select(null);
}

function removeSelected({ carts, selling }: ReturnType<typeof useTill>): void {
  const { selectedLineId } = carts.active();
  if (selectedLineId !== null) selling.remove(selectedLineId);
}
