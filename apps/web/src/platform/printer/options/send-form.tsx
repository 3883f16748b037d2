import { Mail, MessageSquare } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { type MessageKey, t } from '../../i18n/index.ts';
import { Button, Field, Notice, SegmentedControl, TextInput, useToasts } from '../../ui/index.ts';
import type { MailOutcome } from '../queue/mail-queue.ts';

const icon = { 'aria-hidden': true, className: 'size-5', strokeWidth: 1.75 } as const;

type Way = 'email' | 'sms';

/** What is said of a receipt; whatever else is sent says its own. */
const RECEIPT: Readonly<Record<'text' | 'send' | 'sent' | 'waiting', MessageKey>> = {
  text: 'printing.mailText',
  send: 'printing.mailSend',
  sent: 'printing.mailSent',
  waiting: 'printing.mailWaiting',
};

export interface SendFormProps {
  /** Absent: those of a receipt. */
  readonly words?: typeof RECEIPT;
  readonly mail: (to: string, channel?: 'sms') => Promise<MailOutcome>;
  readonly phone: string;
  /** An SMS brings the link, so there is none without it. */
  readonly hasLink: boolean;
  readonly onClose: () => void;
}

/** Sends the receipt or the quote by mail, or its link by SMS, to what the customer names. */
export function SendForm({ words = RECEIPT, mail, phone, hasLink, onClose }: SendFormProps) {
  const [way, setWay] = useState<Way>('email');
  const [typed, setTyped] = useState<Readonly<Record<Way, string>>>({ email: '', sms: phone });
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState('');
  const isSms = way === 'sms';
  const to = typed[way].trim();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const isGood = isSms ? /^\+?[\d\s().-]{7,24}$/.test(to) : /^[^\s@]+@[^\s@]+$/.test(to);
    if (!isGood) return setProblem(t(isSms ? 'printing.smsWrong' : 'printing.mailWrong'));
    setPending(true);
    const outcome = await mail(to, isSms ? 'sms' : undefined);
    setPending(false);
    if (outcome.kind === 'refused') return setProblem(`${outcome.problem.title}. ${outcome.problem.detail ?? ''}`);
    const message = t(outcome.kind === 'sent' ? words.sent : words.waiting);
    useToasts.getState().show({ message, tone: outcome.kind === 'sent' ? 'success' : 'neutral' });
    onClose();
  };
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-3 border-t border-line pt-4">
      {hasLink ? (
        <SegmentedControl
          label={t('printing.sendBy')}
          value={way}
          options={[
            { value: 'email', label: t('printing.byMail') },
            { value: 'sms', label: t('printing.bySms') },
          ]}
          onChange={(next) => {
            setWay(next);
            setProblem('');
          }}
        />
      ) : null}
      <Field
        key={way}
        label={t(isSms ? 'printing.smsTo' : 'printing.mailTo')}
        error={problem === '' ? undefined : problem}
      >
        <TextInput
          type={isSms ? 'tel' : 'email'}
          inputMode={isSms ? 'tel' : 'email'}
          autoComplete="off"
          dir="ltr"
          data-autofocus
          value={typed[way]}
          maxLength={254}
          onChange={(event) => {
            setTyped({ ...typed, [way]: event.target.value });
            setProblem('');
          }}
        />
      </Field>
      <Notice tone="neutral">{t(isSms ? 'printing.smsText' : words.text)}</Notice>
      <Button
        type="submit"
        variant="primary"
        size="lg"
        isPending={isPending}
        icon={isSms ? <MessageSquare {...icon} /> : <Mail {...icon} />}
      >
        {t(words.send)}
      </Button>
    </form>
  );
}
