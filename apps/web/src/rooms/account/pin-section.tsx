import { asciiDigits } from '@mosaajii/domain/money';
import { isWeakPin } from '@mosaajii/domain/pin';
import { type FormEvent, useState } from 'react';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, Card, Dialog, Field, Notice, PasswordInput, useToasts } from '../../platform/ui/index.ts';

/** The own PIN for the tills of this shop. It is never shown, and set by nobody’s help. */
export function PinSection() {
  const [isOpen, setOpen] = useState(false);
  return (
    <Card title={t('account.pin')}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 p-4 pt-1">
        <p className="min-w-0 flex-1 basis-56 text-sm text-ink-3">{t('account.pinText')}</p>
        <Button onClick={() => setOpen(true)}>{t('account.pinChoose')}</Button>
      </div>
      {isOpen ? <PinDialog onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}

function PinDialog({ onClose }: { readonly onClose: () => void }) {
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [isAsked, setAsked] = useState(false);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const fault = faultOf(pin);
  const isOther = again !== pin;
  const submit = async () => {
    setAsked(true);
    setProblem(null);
    if (fault !== undefined || isOther) return;
    setPending(true);
    const result = await api.put('/session/pin', { body: { pin } });
    setPending(false);
    if (result.ok) {
      useToasts.getState().show({ message: t('account.pinSaved') });
      onClose();
    } else if (result.error.code !== 'confirmation-needed') setProblem(result.error);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };
  return (
    <Dialog title={t('account.pinChoose')} onClose={onClose}>
      <form noValidate onSubmit={onSubmit} className="flex flex-col gap-5">
        <Field label={t('account.pinNew')} hint={t('account.pinHint')} error={isAsked ? fault : undefined}>
          <PinInput value={pin} onChange={setPin} isFirst />
        </Field>
        <Field label={t('account.pinAgain')} error={isAsked && isOther ? t('account.pinOther') : undefined}>
          <PinInput value={again} onChange={setAgain} />
        </Field>
        {problem === null ? null : (
          <Notice tone="danger" isAlert>
            {problem.detail} {problem.action}
          </Notice>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" variant="primary" isPending={isPending}>
            {t('account.pinSave')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface PinInputProps {
  readonly value: string;
  readonly onChange: (pin: string) => void;
  readonly isFirst?: boolean;
}

function PinInput({ value, onChange, isFirst = false }: PinInputProps) {
  return (
    <PasswordInput
      {...(isFirst ? { 'data-autofocus': true } : {})}
      value={value}
      maxLength={6}
      inputMode="numeric"
      autoComplete="off"
      onChange={(event) => onChange(asciiDigits(event.target.value).replace(/\D/g, ''))}
    />
  );
}

function faultOf(pin: string): string | undefined {
  if (pin.length !== 6) return t('account.pinShort');
  return isWeakPin(pin) ? t('account.pinWeak') : undefined;
}
