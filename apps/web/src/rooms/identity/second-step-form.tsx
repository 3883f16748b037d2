import type { FactorProof, SecondStep } from '@mosaajii/contract/factors';
import type { Session } from '@mosaajii/contract/identity';
import type { Result } from '@mosaajii/domain';
import { CircleAlert, Fingerprint } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { ApiProblem } from '../../platform/api/index.ts';
import { useEntrance } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import type { PasskeyFailure } from '../../platform/passkey/index.ts';
import { Button, CodeInput, Field, Notice, TextInput } from '../../platform/ui/index.ts';
import { type FirstStep, sentenceOf, takePasskeyStep, takeSecondStep } from './second-step.ts';

interface SecondStepFormProps {
  readonly first: FirstStep;
  readonly step: SecondStep;
  /** Back to the password: the attempt ran out, or somebody else is there. */
  readonly onRestart: (reason: string | null) => void;
}

/** The password was right: now the app's code, a passkey, or a recovery code. */
export function SecondStepForm({ first, step, onRestart }: SecondStepFormProps) {
  const entrance = useEntrance();
  const [isRecovery, setRecovery] = useState(!step.hasTotp && step.passkey === null);
  const [typed, setTyped] = useState('');
  const [pending, setPending] = useState<'passkey' | 'code' | null>(null);
  const [error, setError] = useState<string | null>(null);
  const run = async (name: 'passkey' | 'code', work: Promise<Result<Session, ApiProblem | PasskeyFailure>>) => {
    setPending(name);
    setError(null);
    const result = await work;
    setPending(null);
    if (result.ok) return;
    if (result.error.code === 'second-step-over') return onRestart(t('identity.stepOver'));
    setTyped('');
    setError(sentenceOf(result.error));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const proof: FactorProof = isRecovery ? { recoveryCode: typed.trim() } : { code: typed };
    if (isRecovery ? typed.trim() === '' : typed.length !== 6) return setError(missing(isRecovery));
    void run('code', takeSecondStep(entrance, first, step.challenge, proof));
  };
  const switchKind = () => {
    setRecovery(!isRecovery);
    setTyped('');
    setError(null);
  };
  const takesCode = step.hasTotp || isRecovery;
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <div>
        <h1 className="text-2xl font-bold tracking-[-0.02em]">{t('identity.stepTitle')}</h1>
        <p className="mt-1 text-md text-ink-2">{t(isRecovery ? 'identity.stepRecoveryText' : 'lock.stepText')}</p>
      </div>
      {step.passkey === null || isRecovery ? null : (
        <Button
          variant={step.hasTotp ? 'secondary' : 'primary'}
          size="lg"
          icon={<Fingerprint aria-hidden className="size-5" strokeWidth={1.75} />}
          isPending={pending === 'passkey'}
          onClick={() => void run('passkey', takePasskeyStep(entrance, first, step))}
        >
          {t('identity.stepPasskey')}
        </Button>
      )}
      {takesCode ? (
        <Field label={t(isRecovery ? 'identity.stepRecovery' : 'identity.stepCode')}>
          {isRecovery ? (
            <TextInput
              key="recovery"
              value={typed}
              maxLength={60}
              autoFocus
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              className="font-mono"
              onChange={(event) => setTyped(event.target.value)}
            />
          ) : (
            <CodeInput key="code" value={typed} onChange={setTyped} isFocused />
          )}
        </Field>
      ) : null}
      {error === null ? null : (
        <Notice tone="danger" isAlert icon={<CircleAlert aria-hidden className="size-5 flex-none" />}>
          {error}
        </Notice>
      )}
      <div className="flex flex-col gap-2">
        {takesCode ? (
          <Button type="submit" variant="primary" size="lg" isPending={pending === 'code'}>
            {t('lock.signIn')}
          </Button>
        ) : null}
        {step.hasRecoveryCodes ? (
          <Button variant="quiet" onClick={switchKind}>
            {t(isRecovery ? 'identity.stepNoRecovery' : 'identity.stepUseRecovery')}
          </Button>
        ) : null}
        <Button variant="quiet" onClick={() => onRestart(null)}>
          {t('identity.stepBack')}
        </Button>
      </div>
    </form>
  );
}

function missing(isRecovery: boolean): string {
  return t(isRecovery ? 'identity.stepRecoveryMissing' : 'identity.stepCodeMissing');
}
