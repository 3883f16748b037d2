import { PAPER_LANGUAGES, type PaperLanguage, paperLanguageOf, type Receipt } from '@mosaajii/domain/paper';
import { Gift, Printer, QrCode } from 'lucide-react';
import { useState } from 'react';
import { ownName, t } from '../../i18n/index.ts';
import { Button, Dialog, Notice } from '../../ui/index.ts';
import { QrPicture } from '../code-pictures.tsx';
import { SendForm, type SendFormProps } from './send-form.tsx';

export interface ReceiptOptionsProps {
  readonly receipt: Receipt;
  readonly print: (receipt: Receipt) => Promise<void>;
  /** The same paper once more, written down first. */
  readonly copy: (receipt: Receipt) => Promise<void>;
  /** `null` in practice, which sends nothing. */
  readonly mail: SendFormProps['mail'] | null;
  /** The customer's telephone, where one is at hand. */
  readonly phone?: string | undefined;
  readonly onClose: () => void;
}

const icon = { 'aria-hidden': true, className: 'size-5', strokeWidth: 1.75 } as const;

/** Another paper of a sale, its QR code, and its way to the customer's mail or telephone. */
export function ReceiptOptions({ receipt: given, print, copy, mail, phone, onClose }: ReceiptOptionsProps) {
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
          <SendForm mail={mail} phone={phone ?? ''} hasLink={link !== undefined} onClose={onClose} />
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
