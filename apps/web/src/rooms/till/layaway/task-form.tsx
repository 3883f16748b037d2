import type { FormEvent, ReactNode } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { Button, Notice } from '../../../platform/ui/index.ts';

/** A form of the detail: its fields, what is wrong, what it does, and the way back. */
export function TaskForm({
  label,
  submit,
  problem,
  isPending,
  onSubmit,
  onClose,
  children,
}: {
  readonly label: string;
  readonly submit: string;
  readonly problem: string | null;
  readonly isPending: boolean;
  readonly onSubmit: () => Promise<void> | void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  return (
    <form
      aria-label={label}
      className="flex flex-col gap-3 rounded-card border border-line p-3"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (!isPending) void onSubmit();
      }}
    >
      {children}
      {problem === null ? null : (
        <Notice tone="danger" isAlert>
          {problem}
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" isPending={isPending} className="min-h-12">
          {submit}
        </Button>
        <Button variant="quiet" onClick={onClose} className="min-h-12">
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  );
}
