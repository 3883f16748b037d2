import type { PurchaseOrder } from '@mosaajii/contract/purchasing';
import { orderTotal } from '@mosaajii/domain/purchasing';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../platform/i18n/index.ts';
import { Amount, Button, Field, IconButton, TextArea, TextInput, useToasts } from '../../platform/ui/index.ts';
import { ChangedMeanwhile } from './changed-meanwhile.tsx';
import { contentOf, type Draft, type DraftLine, draftOf, lineIn, withOneMore } from './draft.ts';
import { ProductFinder } from './product-finder.tsx';
import { purchasingApi, useChange, useMoney } from './use-purchasing.ts';

/** Writes a draft: what is ordered, for how much, and when it is expected. Sending fixes it. */
export function DraftEditor({ order }: { readonly order: PurchaseOrder }) {
  const money = useMoney();
  return money === null ? null : <Editor order={order} money={money} />;
}

interface Props {
  readonly order: PurchaseOrder;
  readonly money: NonNullable<ReturnType<typeof useMoney>>;
}

function Editor({ order, money: { currency, locale } }: Props) {
  const change = useChange();
  // What was read before the first letter was typed: somebody else may have changed the order since.
  const [base, setBase] = useState(order);
  const [draft, setDraft] = useState(() => draftOf(order, currency));
  const [isTried, setTried] = useState(false);
  const [isPending, setPending] = useState(false);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(draftOf(base, currency));
  const isBehind = order.version > base.version && !isPending;
  const take = (read: PurchaseOrder) => {
    setBase(read);
    setDraft(draftOf(read, currency));
  };
  // Where nothing was typed there is nothing to keep.
  if (isBehind && !isChanged) take(order);
  const set = (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part }));
  const setLine = (variantId: string, part: Partial<DraftLine>) =>
    setDraft((now) => ({
      ...now,
      lines: now.lines.map((line) => (line.variantId === variantId ? { ...line, ...part } : line)),
    }));
  const keep = async (isSent: boolean) => {
    setTried(true);
    const content = contentOf(draft, base, currency);
    if (content === null || isPending) return;
    if (isSent && content.lines.length === 0) {
      return useToasts.getState().show({ message: t('purchasing.noLines'), tone: 'danger', key: 'purchasing' });
    }
    setPending(true);
    const kept = isChanged
      ? await change(purchasingApi.change(order.orderId, content), isSent ? undefined : t('purchasing.saved'))
      : base;
    if (kept !== null) {
      setBase(kept);
      // What was typed while it was on its way stays.
      setDraft((now) => (now === draft ? draftOf(kept, currency) : now));
    }
    if (kept !== null && isSent) {
      await change(purchasingApi.step(order.orderId, 'send', kept.version), t('purchasing.sent'));
    }
    setPending(false);
  };
  const total = totalOf(draft, currency);
  return (
    <section aria-label={t('purchasing.lines')} className="flex flex-col gap-4">
      {isBehind && isChanged ? (
        <ChangedMeanwhile
          before={base}
          now={order}
          currency={currency}
          onKeepTyped={() => setBase(order)}
          onTakeTheirs={() => take(order)}
        />
      ) : null}
      <ProductFinder onPick={(goods) => setDraft((now) => withOneMore(now, goods, currency))} />
      {draft.lines.length === 0 ? (
        <p className="rounded-card border border-dashed border-line px-4 py-8 text-center text-ink-2">
          {t('purchasing.noLinesYet')}
        </p>
      ) : (
        <ul
          aria-label={t('purchasing.lines')}
          className="divide-y divide-line rounded-card border border-line bg-surface"
        >
          {draft.lines.map((line) => (
            <LineFields
              key={line.variantId}
              line={line}
              isWrong={isTried && lineIn(line, currency) === null}
              onChange={(part) => setLine(line.variantId, part)}
              onRemove={() => set({ lines: draft.lines.filter((one) => one.variantId !== line.variantId) })}
            />
          ))}
        </ul>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('purchasing.expected')} isOptional>
          <TextInput
            type="date"
            value={draft.expectedOn}
            onChange={(event) => set({ expectedOn: event.target.value })}
          />
        </Field>
        <Field label={t('purchasing.noteToSupplier')} isOptional>
          <TextArea
            rows={1}
            maxLength={1000}
            value={draft.note}
            onChange={(event) => set({ note: event.target.value })}
          />
        </Field>
      </div>
      <div className="flex flex-wrap items-center justify-end gap-3">
        <span className="me-auto">
          {t('purchasing.total')}{' '}
          {total === null ? (
            '–'
          ) : (
            <Amount value={total} currency={currency} locale={locale} hasCode className="text-lg font-semibold" />
          )}
        </span>
        <Button isPending={isPending} onClick={() => void keep(false)}>
          {t('purchasing.save')}
        </Button>
        <Button variant="primary" isPending={isPending} onClick={() => void keep(true)}>
          {t('purchasing.send')}
        </Button>
      </div>
    </section>
  );
}

/** What the draft costs as it is typed; `null` while a line is not right. */
function totalOf(draft: Draft, currency: Props['money']['currency']) {
  const lines = draft.lines.map((line) => lineIn(line, currency));
  const right = lines.filter((line) => line !== null);
  const total = right.length === lines.length ? orderTotal(right) : null;
  return total?.ok ? total.value : null;
}

interface LineProps {
  readonly line: DraftLine;
  readonly isWrong: boolean;
  readonly onChange: (part: Partial<DraftLine>) => void;
  readonly onRemove: () => void;
}

function LineFields({ line, isWrong, onChange, onRemove }: LineProps) {
  const { name, sku, unit } = line;
  return (
    <li className="flex flex-wrap items-end gap-3 px-4 py-3">
      <div className="min-w-40 flex-1">
        <span className="block break-words font-medium">{name}</span>
        <span className="code text-sm text-ink-3">{sku}</span>
        {isWrong ? <p className="text-sm text-danger">{t('purchasing.lineWrong')}</p> : null}
      </div>
      <div className="flex flex-1 items-end gap-2 sm:max-w-80">
        <Field label={t('purchasing.quantityIn', { unit })} className="flex-1">
          <TextInput
            dir="ltr"
            inputMode="decimal"
            className="num"
            aria-label={t('purchasing.quantityOf', { name })}
            value={line.quantity}
            onChange={(event) => onChange({ quantity: event.target.value })}
          />
        </Field>
        <Field label={t('purchasing.unitCost')} className="flex-1">
          <TextInput
            dir="ltr"
            inputMode="decimal"
            className="num"
            aria-label={t('purchasing.costOf', { name })}
            value={line.cost}
            onChange={(event) => onChange({ cost: event.target.value })}
          />
        </Field>
        <IconButton label={t('purchasing.removeLine', { name })} onClick={onRemove}>
          <Trash2 aria-hidden className="size-4" />
        </IconButton>
      </div>
    </li>
  );
}
