import { t } from '../../../platform/i18n/index.ts';
import { useScansRefused } from '../../../platform/scanner/index.ts';
import { Button, Dialog } from '../../../platform/ui/index.ts';

/** Asks before something that somebody notices at once. */
export function ConfirmDialog({
  title,
  text,
  action,
  onConfirm,
  onClose,
}: {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}) {
  useScansRefused();
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('team.cancel')}</Button>
          <Button variant="danger" data-autofocus onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      <p className="text-ink-2">{text}</p>
    </Dialog>
  );
}
