import { useState } from 'react';
import { type MessageKey, t } from '../../../platform/i18n/index.ts';
import { tenderName } from '../../../platform/i18n/tender-name.ts';
import { chordText } from '../../../platform/keys/index.ts';
import { Button, Dialog } from '../../../platform/ui/index.ts';
import type { Command } from '../commands.ts';
import { TENDER_LETTERS } from '../tender-rules.ts';
import { useTill } from '../till-context.tsx';
import { OwnKeys } from './own-keys.tsx';

/** What the omnibox understands; the chords come from the commands themselves. */
const GRAMMAR: readonly (readonly [string, MessageKey])[] = [
  ['5901234…', 'layers.helpCode'],
  ['mil cof', 'layers.helpWords'],
  ['3*', 'layers.helpTimes'],
  ['1.250*4011', 'layers.helpWeight'],
  ['+  -  +5', 'layers.helpQuantity'],
  ['-10%  -2.00', 'layers.helpLineDiscount'],
  ['--10%', 'layers.helpSaleDiscount'],
  ['=4.99', 'layers.helpPrice'],
  ['@ali  @+ali', 'layers.helpCustomer'],
  ['#214', 'layers.helpReceipt'],
  ['coupon SUMMER', 'layers.helpCoupon'],
  ['>shift', 'layers.helpCommand'],
];
const FIXED: readonly (readonly [string, MessageKey])[] = [
  ['↑ ↓', 'layers.helpArrows'],
  ['Delete', 'till.removeLine'],
  [chordText('Ctrl+s'), 'held.quotes'],
  [chordText('Alt+1'), 'layers.helpTabs'],
  ['Esc', 'layers.helpEscape'],
];

/** The cheat sheet of this screen. */
export function KeysSheet({ commands }: { readonly commands: readonly Command[] }) {
  const { carts, ports } = useTill();
  const chords = commands.flatMap((command) =>
    command.chord === undefined ? [] : [[chordText(command.chord), t(command.label)] as const],
  );
  const tenders = ports.shop.tenders.kinds.flatMap((kind) =>
    TENDER_LETTERS[kind] === '' ? [] : [[TENDER_LETTERS[kind].toUpperCase(), tenderName(kind)] as const],
  );
  const [isChanging, setChanging] = useState(false);
  const named = (rows: typeof GRAMMAR) => rows.map(([keys, label]) => [keys, t(label)] as const);
  return (
    <Dialog
      title={t('till.keysTitle')}
      onClose={() => carts.store.setState({ layer: null })}
      className="sm:w-[46rem]"
      footer={
        <Button aria-pressed={isChanging} onClick={() => setChanging(!isChanging)}>
          {isChanging ? t('layers.ownKeysDone') : t('layers.ownKeys')}
        </Button>
      }
    >
      {isChanging ? <OwnKeys commands={commands} /> : null}
      {/* Longer than a screen, and nothing in it to press: the arrow keys scroll it once it has the focus. */}
      <div
        role="region"
        aria-label={t('till.keysTitle')}
        tabIndex={0}
        hidden={isChanging}
        className="grid gap-x-8 gap-y-4 sm:grid-cols-2"
      >
        <List title={t('layers.keysOmnibox')} rows={named(GRAMMAR)} />
        <div className="flex flex-col gap-4">
          <List title={t('layers.keysKeys')} rows={[...chords, ...named(FIXED)]} />
          <List title={t('layers.payment')} rows={tenders} />
        </div>
      </div>
    </Dialog>
  );
}

function List({ title, rows }: { readonly title: string; readonly rows: readonly (readonly [string, string])[] }) {
  return (
    <section>
      <h3 className="pb-1.5 font-semibold">{title}</h3>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-4 gap-y-1.5">
        {rows.map(([keys, label]) => (
          <div key={`${keys}${label}`} className="contents">
            <dt>
              <kbd className="code rounded-[4px] border border-line bg-bg px-1.5 py-0.5 text-xs text-ink-2">{keys}</kbd>
            </dt>
            <dd className="text-ink-2">{label}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
