import { businessDateIn } from '@mosaajii/domain/calendar';
import type { Paper } from '@mosaajii/domain/paper';
import { type FormEvent, useId, useState } from 'react';
import { formatDate, t } from '../../../platform/i18n/index.ts';
import { isPractice } from '../../../platform/practice/mode.ts';
import { printPaper, SendQuote } from '../../../platform/printer/index.ts';
import { Button, Field, TextInput, useToasts } from '../../../platform/ui/index.ts';
import { useCart, useTill } from '../till-context.tsx';
import { recallQuote, saveQuote } from './quote.ts';

const USUAL_DAYS = 14;

/** Promises the prices of the sale at hand, and goes on with what was promised. */
export function Quotes({ onRecalled }: { readonly onRecalled: () => void }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-t border-line pt-4">
      <h3 id={id} className="pb-1 text-sm font-medium text-ink-3">
        {t('held.quotes')}
      </h3>
      <RecallQuote onRecalled={onRecalled} />
      <SaveQuote />
    </section>
  );
}

function RecallQuote({ onRecalled }: { readonly onRecalled: () => void }) {
  const till = useTill();
  const [number, setNumber] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const find = async (event: FormEvent) => {
    event.preventDefault();
    if (number.trim() === '') return setProblem(t('held.quoteNumberMissing'));
    setPending(true);
    const outcome = await recallQuote(till, number);
    setPending(false);
    if (!outcome.ok) return setProblem(outcome.detail);
    if (outcome.notice !== null) useToasts.getState().show({ message: outcome.notice, key: 'quote' });
    onRecalled();
  };
  return (
    <form onSubmit={(event) => void find(event)} className="flex flex-wrap items-end gap-2 pt-2">
      <div className="min-w-0 flex-1 basis-40">
        <Field label={t('held.quoteNumber')} error={problem ?? undefined}>
          <TextInput
            data-scan="here"
            value={number}
            onChange={(event) => setNumber(event.target.value)}
            placeholder="Q-000001"
            maxLength={40}
            autoComplete="off"
            dir="ltr"
          />
        </Field>
      </div>
      <Button type="submit" isPending={isPending}>
        {t('held.quoteRecall')}
      </Button>
    </form>
  );
}

function SaveQuote() {
  const till = useTill();
  const { ports } = till;
  const cart = useCart();
  const [quoteId] = useState(() => ports.newId());
  const [validUntil, setValidUntil] = useState(() => dayAfter(businessDateIn(ports.shop, ports.now())));
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [saved, setSaved] = useState<{ readonly number: string; readonly paper: Paper } | null>(null);
  const [isMailing, setMailing] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    const outcome = await saveQuote(till, quoteId, validUntil);
    setPending(false);
    if (!outcome.ok) return setProblem(outcome.detail);
    setProblem(null);
    setSaved(outcome);
  };
  if (saved !== null) {
    return (
      <div role="status" className="flex flex-wrap items-center gap-2 pt-4">
        <p className="min-w-0 flex-1 basis-48 font-medium">
          {t('held.quoteSaved', { number: saved.number, date: formatDate(validUntil) })}
        </p>
        <Button variant="primary" data-autofocus onClick={() => void printPaper(saved.paper, ports.shop.paperWidthMm)}>
          {t('held.quotePrint')}
        </Button>
        {isPractice() || isMailing ? null : <Button onClick={() => setMailing(true)}>{t('quote.mail')}</Button>}
        {isMailing ? (
          <div className="basis-full">
            <SendQuote quoteId={quoteId} onClose={() => setMailing(false)} />
          </div>
        ) : null}
      </div>
    );
  }
  if (cart.lines.length === 0) return <p className="pt-3 text-sm text-ink-2">{t('held.quoteHint')}</p>;
  return (
    <form onSubmit={(event) => void save(event)} className="flex flex-wrap items-end gap-2 pt-4">
      <div className="min-w-0 flex-1 basis-40">
        <Field label={t('held.quoteUntil')} error={problem ?? undefined}>
          <TextInput
            type="date"
            required
            min={businessDateIn(ports.shop, ports.now())}
            value={validUntil}
            onChange={(event) => setValidUntil(event.target.value)}
          />
        </Field>
      </div>
      <Button type="submit" isPending={isPending}>
        {t('held.quoteSave')}
      </Button>
    </form>
  );
}

function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + USUAL_DAYS * 24 * 60 * 60_000).toISOString().slice(0, 10);
}
