import { PAPER_LANGUAGES, type PaperLanguage, paperLanguageOf, type Receipt } from '@mosaajii/domain/paper';
import { Gift, Mail, Printer, QrCode } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { ownName, t } from '../../i18n/index.ts';
import { Button, Dialog, Field, Notice, TextInput, useToasts } from '../../ui/index.ts';
import { QrPicture } from '../code-pictures.tsx';
import type { MailOutcome } from '../queue/mail-queue.ts';

export interface ReceiptOptionsProps {
  readonly receipt: Receipt;
  readonly print: (receipt: Receipt) => Promise<void>;
  /** The same paper once more, written down first. */
  readonly copy: (receipt: Receipt) => Promise<void>;
  /** `null` in practice, which sends nothing. */
  readonly mail: ((to: string) => Promise<MailOutcome>) | null;
  readonly onClose: () => void;
}

const icon = { 'aria-hidden': true, className: 'size-5', strokeWidth: 1.75 } as const;

/** Another paper of a sale, its QR code, and its way to the customer's mail. */
export function ReceiptOptions({ receipt: given, print, copy, mail, onClose }: ReceiptOptionsProps) {
  const [isQrShown, setQrShown] = useState(false);
  const [language, setLanguage] = useState<PaperLanguage | null>(null);
  const receipt = language === null ? given : { ...given, language };
  const close = (work: Promise<void>) => {
    onClose();
    void work;
  };
  const { link } = receipt;
  return (
    <Dialog
      title={t('printing.optionsTitle', { number: receipt.receiptNumber })}
      onClose={onClose}
      className="comfortable"
    >
      <div className="flex flex-col gap-4">
        <div className="grid gap-2 sm:grid-cols-2">
          <Button size="lg" icon={<Printer {...icon} />} onClick={() => close(copy(receipt))}>
            {t('printing.optionCopy')}
          </Button>
          {receipt.kind === 'sale' ? (
            <Button
              size="lg"
              icon={<Gift {...icon} />}
              onClick={() => close(print({ ...receipt, isGift: true, isCopy: false }))}
            >
              {t('printing.optionGift')}
            </Button>
          ) : null}
          {link === undefined ? null : (
            <Button size="lg" icon={<QrCode {...icon} />} onClick={() => setQrShown((now) => !now)}>
              {isQrShown ? t('printing.hideQr') : t('printing.showQr')}
            </Button>
          )}
        </div>
        <LanguageOfPaper
          value={language ?? given.shop.template?.language ?? paperLanguageOf(given.shop.locale)}
          onChange={setLanguage}
        />
        {isQrShown && link !== undefined ? (
          <div className="rounded-control bg-white p-3 text-black">
            <QrPicture text={link} caption={t('printing.qrCaption')} />
          </div>
        ) : null}
        {mail === null ? (
          <Notice tone="warning">{t('practice.noMail')}</Notice>
        ) : (
          <MailForm mail={mail} onClose={onClose} />
        )}
      </div>
    </Dialog>
  );
}

/** A customer who reads another language than most is given a paper in theirs. */
function LanguageOfPaper({
  value,
  onChange,
}: {
  readonly value: PaperLanguage;
  readonly onChange: (language: PaperLanguage) => void;
}) {
  return (
    <fieldset className="flex flex-wrap items-center gap-2">
      <legend className="mb-1.5 font-medium">{t('printing.optionLanguage')}</legend>
      {PAPER_LANGUAGES.map((language) => (
        <Button
          key={language}
          aria-pressed={language === value}
          className="aria-pressed:border-brand aria-pressed:bg-brand-tint aria-pressed:text-brand-ink"
          lang={language}
          onClick={() => onChange(language)}
        >
          {ownName(language)}
        </Button>
      ))}
    </fieldset>
  );
}

function MailForm({
  mail,
  onClose,
}: {
  readonly mail: (to: string) => Promise<MailOutcome>;
  readonly onClose: () => void;
}) {
  const [to, setTo] = useState('');
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!/^[^\s@]+@[^\s@]+$/.test(to.trim())) return setProblem(t('printing.mailWrong'));
    setPending(true);
    const outcome = await mail(to.trim());
    setPending(false);
    if (outcome.kind === 'refused') return setProblem(`${outcome.problem.title}. ${outcome.problem.detail ?? ''}`);
    const message = outcome.kind === 'sent' ? t('printing.mailSent') : t('printing.mailWaiting');
    useToasts.getState().show({ message, tone: outcome.kind === 'sent' ? 'success' : 'neutral' });
    onClose();
  };
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-3 border-t border-line pt-4">
      <Field label={t('printing.mailTo')} error={problem === '' ? undefined : problem}>
        <TextInput
          type="email"
          inputMode="email"
          autoComplete="off"
          dir="ltr"
          data-autofocus
          value={to}
          maxLength={254}
          onChange={(event) => {
            setTo(event.target.value);
            setProblem('');
          }}
        />
      </Field>
      <Notice tone="neutral">{t('printing.mailText')}</Notice>
      <Button type="submit" variant="primary" size="lg" isPending={isPending} icon={<Mail {...icon} />}>
        {t('printing.mailSend')}
      </Button>
    </form>
  );
}
