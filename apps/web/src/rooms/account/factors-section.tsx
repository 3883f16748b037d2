import type { FactorAdded, Factors, NewRecoveryCodes, TotpEnrolment } from '@mosaajii/contract/factors';
import type { Result } from '@mosaajii/domain';
import { KeyRound, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { Failed } from '../../platform/answer/index.ts';
import { ApiFailure, type ApiProblem, api } from '../../platform/api/index.ts';
import { formatDateTime, t } from '../../platform/i18n/index.ts';
import { Button, Card, Chip, Notice, Skeleton, useToasts } from '../../platform/ui/index.ts';
import { PasskeyDialog } from './passkey-dialog.tsx';
import { PasskeyList } from './passkey-list.tsx';
import { RecoveryCodesDialog } from './recovery-codes.tsx';
import { TotpDialog } from './totp-dialog.tsx';
import { useFactors, useFactorsChanged } from './use-factors.ts';

/** What opens the account beside the password: passkeys, an authenticator app, and the codes for their loss. */
export function FactorsSection() {
  const { data, error, isPending, refetch } = useFactors();
  const problem = error instanceof ApiFailure ? error.problem : null;
  return (
    <Card title={t('account.factors')}>
      <div className="flex flex-col gap-4 p-4 pt-1">
        <p className="text-sm text-ink-3">{t('account.factorsText')}</p>
        {isPending ? <Skeleton className="h-40 w-full" /> : null}
        {problem === null || data !== undefined ? null : (
          <Failed title={t('account.factorsFailed')} cause={problem} onRetry={() => void refetch()} />
        )}
        {data === undefined ? null : <FactorList factors={data} />}
      </div>
    </Card>
  );
}

type Open =
  | { readonly kind: 'totp'; readonly enrolment: TotpEnrolment }
  | { readonly kind: 'passkey' }
  | { readonly kind: 'codes'; readonly codes: readonly string[] };

function FactorList({ factors }: { readonly factors: Factors }) {
  const changed = useFactorsChanged();
  const [open, setOpen] = useState<Open | null>(null);
  const [pending, setPending] = useState<string | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const run = async <T,>(name: string, work: Promise<Result<T, ApiProblem>>, then: (value: T) => void) => {
    setPending(name);
    setProblem(null);
    const result = await work;
    setPending(null);
    if (result.ok) then(result.value);
    else if (result.error.code !== 'confirmation-needed') setProblem(result.error);
  };
  const added = ({ recoveryCodes }: FactorAdded) => {
    setOpen(recoveryCodes === null ? null : { kind: 'codes', codes: recoveryCodes });
    useToasts.getState().show({ message: t('account.factorAdded') });
    void changed();
  };
  const removed = () => {
    useToasts.getState().show({ message: t('account.factorRemoved') });
    void changed();
  };
  const beginTotp = () =>
    run('totp', api.post<TotpEnrolment>('/account/factors/totp', { body: {} }), (enrolment) =>
      setOpen({ kind: 'totp', enrolment }),
    );
  const removeTotp = () => run('totp-remove', api.delete('/account/factors/totp'), removed);
  const renewCodes = () =>
    run('codes', api.post<NewRecoveryCodes>('/account/factors/recovery-codes', { body: {} }), ({ recoveryCodes }) => {
      setOpen({ kind: 'codes', codes: recoveryCodes });
      void changed();
    });
  const hasFactor = factors.totpEnrolledAt !== null || factors.passkeys.length > 0;
  return (
    <>
      {factors.isRequired && !hasFactor ? <Notice tone="warning">{t('account.factorsNeeded')}</Notice> : null}
      {problem === null ? null : (
        <Notice tone="danger" isAlert>
          {problem.title}. {problem.action}
        </Notice>
      )}
      <PasskeyList
        passkeys={factors.passkeys}
        onAdd={() => setOpen({ kind: 'passkey' })}
        onRemove={(passkeyId) => void run(passkeyId, api.delete(`/account/factors/passkeys/${passkeyId}`), removed)}
        onRenamed={() => void changed()}
        pending={pending}
      />
      <Row
        icon={<Smartphone aria-hidden className="size-5 text-ink-3" strokeWidth={1.75} />}
        title={t('account.totp')}
        text={
          factors.totpEnrolledAt === null
            ? t('account.totpNone')
            : t('account.totpSince', { when: formatDateTime(factors.totpEnrolledAt) })
        }
        isOn={factors.totpEnrolledAt !== null}
      >
        <Button isPending={pending === 'totp'} onClick={() => void beginTotp()}>
          {t(factors.totpEnrolledAt === null ? 'account.totpSetUp' : 'account.totpMove')}
        </Button>
        {factors.totpEnrolledAt === null ? null : (
          <Button variant="quiet" isPending={pending === 'totp-remove'} onClick={() => void removeTotp()}>
            {t('account.remove')}
          </Button>
        )}
      </Row>
      {hasFactor ? (
        <Row
          icon={<KeyRound aria-hidden className="size-5 text-ink-3" strokeWidth={1.75} />}
          title={t('account.codes')}
          text={t('account.codesLeft', { count: factors.recoveryCodesLeft })}
          isOn={factors.recoveryCodesLeft > 0}
        >
          <Button isPending={pending === 'codes'} onClick={() => void renewCodes()}>
            {t('account.codesRenew')}
          </Button>
        </Row>
      ) : null}
      {open?.kind === 'totp' ? (
        <TotpDialog enrolment={open.enrolment} onAdded={added} onClose={() => setOpen(null)} />
      ) : null}
      {open?.kind === 'passkey' ? <PasskeyDialog onAdded={added} onClose={() => setOpen(null)} /> : null}
      {open?.kind === 'codes' ? <RecoveryCodesDialog codes={open.codes} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

interface RowProps {
  readonly icon: React.ReactNode;
  readonly title: string;
  readonly text: string;
  readonly isOn: boolean;
  readonly children: React.ReactNode;
}

/** One kind of factor: what it is, whether it is there, and what can be done with it. */
function Row({ icon, title, text, isOn, children }: RowProps) {
  return (
    <section className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line pt-4">
      {icon}
      <div className="min-w-0 flex-1 basis-48">
        <h3 className="flex flex-wrap items-center gap-2 font-medium">
          {title}
          {isOn ? (
            <Chip tone="success" icon="dot">
              {t('account.on')}
            </Chip>
          ) : null}
        </h3>
        <p className="text-sm text-ink-3">{text}</p>
      </div>
      <div className="flex flex-wrap gap-2">{children}</div>
    </section>
  );
}
