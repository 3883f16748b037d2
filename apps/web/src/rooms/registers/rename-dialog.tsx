import type { RegisterCard } from '@mosaajii/contract/registers';
import { type FormEvent, useState } from 'react';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, Dialog, Field, TextInput } from '../../platform/ui/index.ts';
import { ProblemNotice } from './problem-notice.tsx';

export function RenameDialog({ register, onClose }: { readonly register: RegisterCard; readonly onClose: () => void }) {
  const [name, setName] = useState(register.name);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const missing = name.trim() === '' ? t('registers.nameMissing') : undefined;
  const submit = async () => {
    if (missing !== undefined) return;
    setPending(true);
    const result = await api.patch(`/registers/${register.registerId}`, { body: { name: name.trim() } });
    setPending(false);
    if (result.ok) onClose();
    else setProblem(result.error);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };
  return (
    <Dialog title={t('registers.renameTitle', { code: register.code })} onClose={onClose}>
      <form noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
        <Field label={t('registers.name')} error={missing}>
          <TextInput value={name} maxLength={120} autoFocus onChange={(event) => setName(event.target.value)} />
        </Field>
        <ProblemNotice problem={problem} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button variant="quiet" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" variant="primary" isPending={isPending}>
            {t('registers.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
