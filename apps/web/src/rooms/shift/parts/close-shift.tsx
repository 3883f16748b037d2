import { type Minor, minor } from '@mosaajii/domain/money';
import { useState } from 'react';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { type CloseShiftDraft, expectedCashMinor, type ShiftRecord } from '../../../platform/journal/index.ts';
import { Button, Notice } from '../../../platform/ui/index.ts';
import { denominations } from '../cash-count.ts';
import { type CountRules, countRulesOf } from '../count-rules.ts';
import { useCount } from '../use-count.ts';
import { useShifts } from '../use-shifts.ts';
import { CountBody, CountHead, StayFields } from './count-form.tsx';
import { Difference } from './difference.tsx';

interface Props {
  readonly shift: ShiftRecord;
  readonly onClosed: (shift: ShiftRecord) => void;
}

/** The blind count. What was expected shows only after it was said what is there. */
export function CloseShift({ shift, onClosed }: Props) {
  const { session } = useDevice();
  const settings = useObservable(session.settings);
  return settings === null ? null : (
    <CloseForm shift={shift} onClosed={onClosed} rules={countRulesOf(settings)} settings={settings} />
  );
}

type Settings = NonNullable<ReturnType<ReturnType<typeof useDevice>['session']['settings']['get']>>;

function CloseForm({ shift, onClosed, rules, settings }: Props & { rules: CountRules; settings: Settings }) {
  const { currency } = settings.organization;
  const values = denominations(settings.store.notesMinor as Minor[], settings.store.coinsMinor as Minor[]);
  const count = useCount(values);
  const [card, setCard] = useState<Minor | null | undefined>(null);
  const [float, setFloat] = useState<Minor | null | undefined>(rules.defaultFloatMinor ?? shift.openingFloatMinor);
  const { close, problem, setProblem, isPending } = useClose(shift, rules, onClosed);
  const [isRevealed, setRevealed] = useState(false);
  const { total } = count;
  // More than was counted cannot stay: what is proposed is cut, what somebody typed is asked about.
  const stays = total === null || float === undefined ? undefined : minor(Math.min(float ?? 0, total));
  const said = (counted: Minor): Counted => ({
    countedMinor: counted,
    ...(count.pieces !== null && { counts: count.pieces }),
    ...(card !== null && card !== undefined && { cardTotalMinor: card }),
    ...(stays !== undefined && { floatMinor: stays }),
  });
  const submit = () => {
    setProblem(null);
    if (total === null) return setProblem(t('shift.countInvalid'));
    if (card === undefined || (card ?? 0) < 0 || float === undefined || (float ?? 0) < 0) {
      return setProblem(t('shift.amountInvalid'));
    }
    if (Math.abs(total - expectedCashMinor(shift)) <= rules.toleranceMinor) void close(said(total));
    else setRevealed(true);
  };
  return (
    <section className="rounded-card border border-line bg-surface max-lg:order-first">
      {isRevealed && total !== null ? (
        <Difference
          expectedMinor={expectedCashMinor(shift)}
          countedMinor={total}
          currency={currency}
          reasons={rules.reasons}
          isPending={isPending}
          onRecount={() => setRevealed(false)}
          onConfirm={(reason) => void close({ ...said(total), reason })}
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
            <StayFields
              currency={currency}
              total={total}
              stays={stays}
              float={float}
              onFloat={setFloat}
              card={card}
              onCard={setCard}
            />
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

type Counted = Pick<CloseShiftDraft, 'countedMinor' | 'counts' | 'cardTotalMinor' | 'floatMinor' | 'reason'>;

/** One id for the screen: pressed twice, the shift closes once. */
function useClose(shift: ShiftRecord, { toleranceMinor }: CountRules, onClosed: (shift: ShiftRecord) => void) {
  const { journal, session, newId, update } = useDevice();
  const [operationId] = useState(newId);
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const close = async (counted: Counted) => {
    const state = session.state.get();
    if (state.status === 'signed-out' || !session.can('shift.close')) return setProblem(t('shift.cannotClose'));
    setPending(true);
    const { userId } = state.session.user;
    const draft = { operationId, userId, shiftId: shift.shiftId, toleranceMinor, ...counted };
    const closed = await journal.closeShift(draft);
    setPending(false);
    if (!closed.ok) return setProblem(t('shift.refused', { detail: closed.error.detail }));
    onClosed(closed.value);
    // The end of a shift is the moment for a version that waits; refused if a cart is open.
    if (update.isReady.get()) await update.apply();
  };
  return { close, problem, setProblem, isPending };
}
