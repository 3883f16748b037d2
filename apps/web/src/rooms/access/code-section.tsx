import type { AccessRequestDetail, CodeIssued } from '@mosaajii/contract/access';
import { Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { api } from '../../platform/api/index.ts';
import { formatTime, t } from '../../platform/i18n/index.ts';
import { Button, Field, SegmentedControl, useToasts } from '../../platform/ui/index.ts';
import { Refused } from './refused.tsx';
import { useAction } from './use-admin.ts';

type Channel = 'email' | 'sms' | 'in-person';
const CHANNELS = {
  email: 'access.channelEmail',
  sms: 'access.channelSms',
  'in-person': 'access.channelPerson',
} as const;

/** Issues the code of a paid request, and shows how long it lives and how many tries it bears. */
export function CodeSection({ detail }: { readonly detail: AccessRequestDetail }) {
  const { code, request } = detail;
  const hasPhone = request.phone !== '';
  const [channel, setChannel] = useState<Channel>('email');
  const [shown, setShown] = useState<string | null>(null);
  const action = useAction();
  const channels: readonly Channel[] = hasPhone ? ['email', 'sms', 'in-person'] : ['email', 'in-person'];
  const issue = async () => {
    const path = `/admin/access-requests/${request.requestId}/codes`;
    const ask = () => api.post<CodeIssued>(path, { body: { channel } });
    const issued = await action.run(ask, channel === 'in-person' ? undefined : t('access.codeIssued'));
    if (issued !== null) setShown(issued.code);
  };
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-ink-2">{t('access.codeText')}</p>
      {shown === null ? null : <ShownCode code={shown} name={request.name} />}
      <OpenCode detail={detail} />
      {code.lockedUntil === null ? null : (
        <p className="text-sm text-danger">{t('access.codeLocked', { time: formatTime(code.lockedUntil) })}</p>
      )}
      <Field label={t('access.channel')}>
        <SegmentedControl
          label={t('access.channel')}
          value={channel}
          options={channels.map((value) => ({ value, label: t(CHANNELS[value]) }))}
          onChange={setChannel}
        />
      </Field>
      <Refused problem={action.problem} />
      <div className="flex flex-wrap items-center gap-3">
        <Button variant="primary" isPending={action.isPending} onClick={() => void issue()}>
          {code.open === null ? t('access.issueCode') : t('access.resendCode')}
        </Button>
        <span className="text-sm text-ink-3">{t('access.sendsLeft', { count: code.sendsLeft })}</span>
      </div>
    </div>
  );
}

function ShownCode({ code, name }: { readonly code: string; readonly name: string }) {
  const copy = async () => {
    await navigator.clipboard.writeText(code);
    useToasts.getState().show({ message: t('access.copied'), tone: 'success' });
  };
  return (
    <div role="status" className="rounded-card border border-brand/40 bg-brand-tint p-4">
      <p className="text-sm">{t('access.codeShown', { name })}</p>
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <output className="code select-all text-3xl font-semibold tracking-[0.2em]">{code}</output>
        <Button size="sm" icon={<Copy aria-hidden className="size-4" />} onClick={() => void copy()}>
          {t('access.copy')}
        </Button>
      </div>
    </div>
  );
}

function OpenCode({ detail: { code, serverTime } }: { readonly detail: AccessRequestDetail }) {
  const left = useSecondsLeft(code.open, serverTime);
  if (code.open === null || left === null) return null;
  if (left === 0) return <p className="text-sm text-warning">{t('access.codeOver')}</p>;
  const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  return (
    <p className="flex flex-wrap gap-x-3 text-sm">
      <span className="num font-semibold" role="timer">
        {t('access.codeRuns', { time })}
      </span>
      <span className="text-ink-2">{t(`access.codeBy_${code.open.channel}`)}</span>
      <span className="text-ink-2">{t('access.attemptsLeft', { count: code.open.attemptsLeft })}</span>
    </p>
  );
}

interface Span {
  readonly issuedAt: string;
  readonly expiresAt: string;
}

/** Counts down by the server's clock: this machine's may be wrong by hours. Never more than the code lives. */
function useSecondsLeft(span: Span | null, serverTime: string): number | null {
  const [offsetMs, setOffset] = useState(() => Date.parse(serverTime) - Date.now());
  const [now, setNow] = useState(() => Date.now());
  const isRunning = span !== null;
  useEffect(() => {
    setOffset(Date.parse(serverTime) - Date.now());
    setNow(Date.now());
  }, [serverTime]);
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isRunning]);
  return span === null ? null : secondsLeft(span, now + offsetMs);
}

/** Whole seconds that a code has left at a moment of the server's clock; a tick that is late adds nothing. */
export function secondsLeft({ issuedAt, expiresAt }: Span, nowMs: number): number {
  const lifeMs = Date.parse(expiresAt) - Date.parse(issuedAt);
  return Math.ceil(Math.min(lifeMs, Math.max(0, Date.parse(expiresAt) - nowMs)) / 1000);
}
