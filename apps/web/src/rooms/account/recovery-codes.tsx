import { Copy, Download } from 'lucide-react';
import { t } from '../../platform/i18n/index.ts';
import { Button, Dialog, Notice, useToasts } from '../../platform/ui/index.ts';

/** New recovery codes, once: nobody can show them again. */
export function RecoveryCodesDialog({
  codes,
  onClose,
}: {
  readonly codes: readonly string[];
  readonly onClose: () => void;
}) {
  const text = codes.join('\n');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      useToasts.getState().show({ message: t('account.codesCopied') });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      useToasts.getState().show({ message: t('account.codesNotCopied') });
    }
  };
  return (
    <Dialog
      title={t('account.codesTitle')}
      onClose={onClose}
      footer={
        <Button variant="primary" data-autofocus onClick={onClose}>
          {t('account.codesKept')}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Notice tone="warning">{t('account.codesText')}</Notice>
        <ol className="grid grid-cols-1 gap-x-6 gap-y-1.5 rounded-card border border-line bg-sunken p-4 sm:grid-cols-2">
          {codes.map((code) => (
            <li key={code} className="code select-all tracking-wide">
              {code}
            </li>
          ))}
        </ol>
        <div className="flex flex-wrap gap-2">
          <Button icon={<Copy aria-hidden className="size-4" strokeWidth={1.75} />} onClick={() => void copy()}>
            {t('account.codesCopy')}
          </Button>
          <Button icon={<Download aria-hidden className="size-4" strokeWidth={1.75} />} onClick={() => save(text)}>
            {t('account.codesSave')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function save(text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/plain' }));
  link.download = 'mosaajii-recovery-codes.txt';
  link.click();
  URL.revokeObjectURL(link.href);
}
