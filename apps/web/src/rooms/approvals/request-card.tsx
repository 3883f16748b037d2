import type { ApprovalItem } from '@mosaajii/contract/approvals';
import { type Currency, minor } from '@mosaajii/domain/money';
import { type FormEvent, useId, useState } from 'react';
import { askedText } from '../../platform/approval/index.ts';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { formatTime, type MessageKey, t } from '../../platform/i18n/index.ts';
import { amountText, Button, Chip, Field, Notice, TextInput, type Tone } from '../../platform/ui/index.ts';
import { ContentLines } from './content-lines.tsx';
import type { Verdict } from './use-requests.ts';

const STATES: Readonly<Record<ApprovalItem['state'], readonly [MessageKey, Tone]>> = {
  open: ['approval.state_open', 'warning'],
  approved: ['approval.state_approved', 'success'],
  refused: ['approval.state_refused', 'danger'],
  withdrawn: ['approval.state_withdrawn', 'neutral'],
  expired: ['approval.state_expired', 'neutral'],
};

interface Props {
  readonly item: ApprovalItem;
  /** Answers whether it was taken. */
  readonly onAnswer: (verdict: Verdict) => Promise<boolean>;
}

/** One question of a till: who asks, what goes beyond them, what it is about, and the two answers. */
export function RequestCard({ item, onAnswer }: Props) {
  const settings = useObservable(useDevice().session.settings);
  const titleId = useId();
  if (settings === null) return null;
  const { currency, locale } = settings.organization;
  const time = (instant: string) => formatTime(instant, locale, settings.store.timeZone);
  const [label, tone] = STATES[item.state];
  const { register, storeName, requestedBy, decidedBy, decidedAt, note } = item;
  return (
    <li
      aria-labelledby={titleId}
      className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4"
      data-request={item.requestId}
    >
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <h2 id={titleId} className="text-md font-semibold first-letter:uppercase">
            {item.actions.map((step) => askedText(step, currency)).join(', ')}
          </h2>
          <p className="mt-0.5 text-sm text-ink-2">
            {t('approval.asks', { name: requestedBy.displayName })} ·{' '}
            {t('approval.place', { register: register.code, store: storeName })} ·{' '}
            <span className="whitespace-nowrap">
              {item.state === 'open' ? t('approval.until', { time: time(item.expiresAt) }) : time(item.createdAt)}
            </span>
          </p>
        </div>
        <Chip size="sm" tone={tone}>
          {t(label)}
        </Chip>
      </div>
      <div>
        <p className="font-medium">{headline(item, currency)}</p>
        <ContentLines content={item.content} currency={currency} />
      </div>
      {decidedBy === null || decidedAt === null ? null : (
        <p className="text-sm text-ink-2">
          {t('approval.decidedBy', { name: decidedBy.displayName, time: time(decidedAt) })}
          {note === null ? null : ` · “${note}”`}
        </p>
      )}
      {item.state !== 'open' ? null : item.hindrance === null ? (
        <Verdicts onAnswer={onAnswer} />
      ) : (
        <Notice tone="neutral">
          {t(item.hindrance === 'own-request' ? 'approval.ownRequest' : 'approval.beyondYou')}
        </Notice>
      )}
    </li>
  );
}

/** "Return of KES 700.00 of receipt S1-R1-A-000012". */
function headline({ content }: ApprovalItem, currency: Currency): string {
  const kind = t(`approval.kind_${content.kind}`);
  const amount = content.totalMinor === null ? null : amountText(minor(content.totalMinor), currency);
  const what = amount === null ? kind : t('approval.kindTotal', { kind, amount });
  return content.receiptNumber === null
    ? what
    : `${what} ${t('approval.ofReceipt', { number: content.receiptNumber })}`;
}

function Verdicts({ onAnswer }: Pick<Props, 'onAnswer'>) {
  const [isRefusing, setRefusing] = useState(false);
  const [isPending, setPending] = useState(false);
  const [note, setNote] = useState('');
  const [isMissing, setMissing] = useState(false);
  const answer = async (verdict: Verdict) => {
    setPending(true);
    await onAnswer(verdict);
    setPending(false);
  };
  const refuse = (event: FormEvent) => {
    event.preventDefault();
    if (note.trim() === '') return setMissing(true);
    void answer({ say: 'refuse', note: note.trim() });
  };
  if (!isRefusing) {
    return (
      <div className="grid grid-cols-2 gap-2">
        <Button className="min-h-12" onClick={() => setRefusing(true)}>
          {t('approval.say_refuse')}
        </Button>
        <Button
          variant="primary"
          className="min-h-12"
          isPending={isPending}
          onClick={() => void answer({ say: 'approve' })}
        >
          {t('approval.say_approve')}
        </Button>
      </div>
    );
  }
  return (
    <form onSubmit={refuse} className="flex flex-col gap-2">
      <Field
        label={t('approval.why')}
        hint={t('approval.whyHint')}
        error={isMissing && note.trim() === '' ? t('approval.whyMissing') : undefined}
      >
        <TextInput
          ref={focusOnce}
          maxLength={300}
          autoComplete="off"
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
      <div className="grid grid-cols-2 gap-2">
        <Button className="min-h-12" onClick={() => setRefusing(false)}>
          {t('ui.cancel')}
        </Button>
        <Button type="submit" variant="danger" className="min-h-12" isPending={isPending}>
          {t('approval.say_refuse')}
        </Button>
      </div>
    </form>
  );
}

function focusOnce(field: HTMLInputElement | null): void {
  field?.focus();
}
