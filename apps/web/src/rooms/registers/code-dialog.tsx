import type { RegisterCard, RegisterCode } from '@mosaajii/contract/registers';
import { type FormEvent, useState } from 'react';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { formatDateTime, t } from '../../platform/i18n/index.ts';
import { Button, Dialog, Field, Notice, TextInput } from '../../platform/ui/index.ts';
import { ProblemNotice } from './problem-notice.tsx';

interface CodeDialogProps {
  /** Null: a register that does not exist yet. */
  readonly register: RegisterCard | null;
  readonly onClose: () => void;
}

/** Makes the code by which a device becomes a register, and shows it this once. */
export function CodeDialog({ register, onClose }: CodeDialogProps) {
  const [made, setMade] = useState<RegisterCode | null>(null);
  const [name, setName] = useState('');
  const [isAsked, setAsked] = useState(false);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  if (made !== null) return <MadeCode made={made} onClose={onClose} />;
  const submit = async () => {
    setAsked(true);
    if (register === null && name.trim() === '') return;
    setPending(true);
    setProblem(null);
    const result =
      register === null
        ? await api.post<RegisterCode>('/registers/places', { body: { name: name.trim() } })
        : await api.post<RegisterCode>(`/registers/${register.registerId}/codes`, { body: {} });
    setPending(false);
    if (result.ok) setMade(result.value);
    else setProblem(result.error);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };
  const title = register === null ? t('registers.newTitle') : t('registers.codeTitle', { code: register.code });
  return (
    <Dialog title={title} onClose={onClose}>
      <form noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
        <p className="text-ink-2">{t('registers.newText')}</p>
        {register === null ? (
          <Field
            label={t('registers.name')}
            error={isAsked && name.trim() === '' ? t('registers.nameMissing') : undefined}
          >
            <TextInput value={name} maxLength={120} autoFocus onChange={(event) => setName(event.target.value)} />
          </Field>
        ) : null}
        {register?.state === 'active' ? (
          <Notice tone="warning">{t('registers.codeReplace', { code: register.code })}</Notice>
        ) : null}
        <ProblemNotice problem={problem} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button variant="quiet" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" variant="primary" isPending={isPending}>
            {t('registers.makeCode')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function MadeCode({ made, onClose }: { readonly made: RegisterCode; readonly onClose: () => void }) {
  return (
    <Dialog title={t('registers.codeTitle', { code: made.registerCode })} onClose={onClose}>
      <div className="flex flex-col gap-4">
        <p className="text-ink-2">{t('registers.codeText')}</p>
        <output className="code rounded-card border border-line bg-sunken py-4 text-center text-3xl font-bold tracking-widest">
          {made.code}
        </output>
        <p className="text-sm text-ink-2">{t('registers.codeOnce', { when: formatDateTime(made.expiresAt) })}</p>
        <div className="flex justify-end">
          <Button variant="primary" onClick={onClose}>
            {t('registers.done')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
