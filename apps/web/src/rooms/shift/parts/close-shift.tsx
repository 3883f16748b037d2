import { type Currency, type Minor, minor } from '@mosaajii/domain/money';
import { useState } from 'react';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { expectedCashMinor, type ShiftRecord } from '../../../platform/journal/index.ts';
import { Amount, Button, Field, MoneyInput, Notice, SegmentedControl } from '../../../platform/ui/index.ts';
import { countedMinor, denominations, readCount } from '../cash-count.ts';
import { useShifts } from '../use-shifts.ts';
import { CountFields } from './count-fields.tsx';
import { Difference } from './difference.tsx';

interface Props {
  readonly shift: ShiftRecord;
  readonly onClosed: (shift: ShiftRecord) => void;
}

/** The blind count. What was expected shows only after it was said what is there. */
export function CloseShift({ shift, onClosed }: Props) {
  const { session } = useDevice();
  const settings = useObservable(session.settings);
  const count = useCount();
  const { close, problem, isPending } = useClose(shift, onClosed);
  const [isRevealed, setRevealed] = useState(false);
  if (settings === null) return null;
  const { currency } = settings.organization;
  const values = denominations(settings.store.notesMinor as Minor[], settings.store.coinsMinor as Minor[]);
  const { total } = count;
  const submit = () => {
    if (total === null) return;
    if (total === expectedCashMinor(shift)) void close(total);
    else setRevealed(true);
  };
  return (
    <section className="rounded-card border border-line bg-surface max-lg:order-first">
      {isRevealed && total !== null ? (
        <Difference
          expectedMinor={expectedCashMinor(shift)}
          countedMinor={total}
          currency={currency}
          isPending={isPending}
          onRecount={() => setRevealed(false)}
          onConfirm={(reason) => void close(total, reason)}
        />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <CountHead currency={currency} total={total} />
          <div className="flex flex-col gap-4 p-4">
            <CountBody count={count} values={values} currency={currency} />
            <Mentions />
          </div>
          <div className="flex justify-end border-t border-line p-4">
            <Button
              type="submit"
              variant="primary"
              size="lg"
              shortcut="↵"
              isPending={isPending}
              className="max-sm:w-full"
            >
              {t('shift.close')}
            </Button>
          </div>
        </form>
      )}
      {problem === null ? null : (
        <Notice tone="danger" isAlert className="m-4 mt-0">
          {problem}
        </Notice>
      )}
    </section>
  );
}

type Count = ReturnType<typeof useCount>;

/** Pieces or one total; both are kept while one looks at the other. */
function useCount() {
  const [way, setWay] = useState<'pieces' | 'total'>('pieces');
  const [texts, setTexts] = useState<Readonly<Record<number, string>>>({});
  const [typed, setTyped] = useState<Minor | null | undefined>(null);
  const counts = Object.entries(texts).map(([value, text]) => [Number(value), readCount(text)] as const);
  const isBad = counts.some(([, pieces]) => pieces === null);
  const pieces = isBad ? null : countedMinor(Object.fromEntries(counts.map(([value, n]) => [value, n ?? 0])));
  const total = way === 'pieces' ? pieces : typed === undefined || (typed ?? 0) < 0 ? null : (typed ?? minor(0));
  const setText = (value: Minor, text: string) => setTexts((before) => ({ ...before, [value]: text }));
  return { way, setWay, texts, setText, typed, setTyped, total };
}

function CountHead({ currency, total }: { readonly currency: Currency; readonly total: Minor | null }) {
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-1 border-b border-line px-4 py-3">
      <div className="min-w-0 flex-1">
        <h2 className="text-lg font-semibold tracking-tight">{t('shift.closeTitle')}</h2>
        <p className="text-sm text-ink-3 pointer-coarse:hidden">{t('shift.nextHint')}</p>
      </div>
      <div className="text-end">
        <p className="text-sm text-ink-2">{t('shift.counted')}</p>
        <output className="block text-2xl font-bold tracking-tight">
          {total === null ? '–' : <Amount value={total} currency={currency} hasCode />}
        </output>
      </div>
    </div>
  );
}

function CountBody({
  count,
  values,
  currency,
}: {
  readonly count: Count;
  readonly values: readonly Minor[];
  readonly currency: Currency;
}) {
  const hasPieces = values.length > 0;
  return (
    <>
      {hasPieces ? (
        <SegmentedControl
          label={t('shift.closeTitle')}
          value={count.way}
          options={[
            { value: 'pieces', label: t('shift.byNotes') },
            { value: 'total', label: t('shift.byTotal') },
          ]}
          onChange={count.setWay}
        />
      ) : null}
      {count.way === 'pieces' && hasPieces ? (
        <CountFields values={values} currency={currency} texts={count.texts} onText={count.setText} />
      ) : (
        <Field label={t('shift.totalCounted')} className="max-w-64">
          <MoneyInput currency={currency} value={count.typed ?? null} onValue={count.setTyped} />
        </Field>
      )}
    </>
  );
}

/** What stays behind, so that nobody wonders: it is safe. */
function Mentions() {
  const { sync } = useDevice();
  const { waiting } = useObservable(sync.status);
  const held = useShifts()?.heldCarts ?? 0;
  if (waiting === 0 && held === 0) return null;
  return (
    <div className="text-sm text-ink-2">
      {held > 0 ? <p>{t('shift.heldCarts', { count: held })}</p> : null}
      {waiting > 0 ? <p>{t('shift.waiting', { count: waiting })}</p> : null}
    </div>
  );
}

function useClose(shift: ShiftRecord, onClosed: (shift: ShiftRecord) => void) {
  const { journal, session, newId, update } = useDevice();
  const [operationId] = useState(newId);
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const close = async (counted: Minor, reason?: string) => {
    const state = session.state.get();
    if (state.status === 'signed-out' || !session.can('shift.close')) return setProblem(t('shift.cannotClose'));
    setPending(true);
    const { userId } = state.session.user;
    const draft = { operationId, userId, shiftId: shift.shiftId, countedMinor: counted };
    const closed = await journal.closeShift({ ...draft, ...(reason !== undefined && { reason }) });
    setPending(false);
    if (!closed.ok) return setProblem(t('shift.refused', { detail: closed.error.detail }));
    onClosed(closed.value);
    // The end of a shift is the moment for a version that waits; refused if a cart is open.
    if (update.isReady.get()) await update.apply();
  };
  return { close, problem, isPending };
}
