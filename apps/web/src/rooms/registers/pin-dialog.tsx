import type { StaffPin } from '@mosaajii/contract/registers';
import { asciiDigits } from '@mosaajii/domain/money';
import { isWeakPin } from '@mosaajii/domain/pin';
import { type FormEvent, useState } from 'react';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, Dialog, Field, PasswordInput, useToasts } from '../../platform/ui/index.ts';
import { ProblemNotice } from './problem-notice.tsx';

/** Six digits for somebody. They leave this dialog once and are shown nowhere again. */
export function PinDialog({ person, onClose }: { readonly person: StaffPin; readonly onClose: () => void }) {
  const [pin, setPin] = useState('');
  const [isAsked, setAsked] = useState(false);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const { userId, displayName: name } = person;
  const fault = faultOf(pin);
  const submit = async () => {
    setAsked(true);
    if (fault !== undefined) return;
    setPending(true);
    setProblem(null);
    const result = await api.put(`/users/${userId}/pin`, { body: { pin } });
    setPending(false);
    if (!result.ok) return setProblem(result.error);
    useToasts.getState().show({ message: t('registers.pinSaved', { name }) });
    onClose();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };
  return (
    <Dialog title={t('registers.pinDialog', { name })} onClose={onClose}>
      <form noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
        <Field label={t('registers.pin')} hint={t('registers.pinHint')} error={isAsked ? fault : undefined}>
          <PasswordInput
            value={pin}
            maxLength={6}
            inputMode="numeric"
            autoFocus
            autoComplete="off"
            onChange={(event) => setPin(asciiDigits(event.target.value).replace(/\D/g, ''))}
          />
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

function faultOf(pin: string): string | undefined {
  if (pin.length !== 6) return t('registers.pinShort');
  return isWeakPin(pin) ? t('registers.pinWeak') : undefined;
}
