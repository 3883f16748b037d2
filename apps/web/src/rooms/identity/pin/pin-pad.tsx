import { ArrowLeft, Delete } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useDevice } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import type { KeptLease } from '../../../platform/lease/index.ts';
import { classes, IconButton, Notice } from '../../../platform/ui/index.ts';
import { enterWithPin, type Person, type PinRefusal } from './enter-with-pin.ts';
import { Initials } from './initials.tsx';

const PLACES = [0, 1, 2, 3, 4, 5] as const;
const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

interface PinPadProps {
  readonly kept: KeptLease;
  readonly person: Person;
  readonly onBack: () => void;
}

/** Six digits, by finger or keyboard; the sixth one asks. */
export function PinPad({ kept, person, onBack }: PinPadProps) {
  const device = useDevice();
  const [pin, setPin] = useState('');
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<PinRefusal | 'failed' | null>(null);
  const submit = async (entered: string) => {
    setPending(true);
    try {
      const result = await enterWithPin(device, kept, person, entered);
      if (!result.ok) setRefusal(result.error);
    } catch {
      // The browser gave no worker or no memory: the password is left.
      setRefusal('failed');
    }
    setPin('');
    setPending(false);
  };
  const add = (digit: string) => {
    if (isPending || pin.length >= PLACES.length) return;
    const next = pin + digit;
    setRefusal(null);
    setPin(next);
    if (next.length === PLACES.length) void submit(next);
  };
  const remove = () => setPin(isPending ? pin : pin.slice(0, -1));
  const latest = useRef({ add, remove, onBack });
  latest.current = { add, remove, onBack };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (/^[0-9]$/.test(event.key)) latest.current.add(event.key);
      else if (event.key === 'Backspace') latest.current.remove();
      else if (event.key === 'Escape') latest.current.onBack();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <div className="flex flex-col gap-5">
      <div className="flex items-center gap-3">
        <IconButton label={t('identity.pinBack')} onClick={onBack}>
          <ArrowLeft aria-hidden className="size-5" strokeWidth={1.75} />
        </IconButton>
        <Initials name={person.displayName} />
        <div className="min-w-0">
          <h1 className="truncate text-xl font-bold tracking-[-0.02em]">{person.displayName}</h1>
          <p className="text-ink-2">{t('identity.pinText')}</p>
        </div>
      </div>
      <Dots count={pin.length} isPending={isPending} />
      <div aria-live="assertive">{refusal === null ? null : <Notice tone="danger">{sentenceOf(refusal)}</Notice>}</div>
      <div className="grid grid-cols-3 gap-2">
        {DIGITS.map((digit) => (
          <Key key={digit} digit={digit} isDisabled={isPending} onPress={add} />
        ))}
        <span />
        <Key digit="0" isDisabled={isPending} onPress={add} />
        <button
          type="button"
          aria-label={t('identity.pinDelete')}
          disabled={isPending || pin === ''}
          onClick={remove}
          className="grid h-16 place-items-center rounded-control border border-transparent hover:bg-sunken disabled:opacity-50"
        >
          <Delete aria-hidden className="size-6" strokeWidth={1.75} />
        </button>
      </div>
    </div>
  );
}

function Key({
  digit,
  isDisabled,
  onPress,
}: {
  readonly digit: string;
  readonly isDisabled: boolean;
  readonly onPress: (digit: string) => void;
}) {
  return (
    <button
      type="button"
      disabled={isDisabled}
      onClick={() => onPress(digit)}
      className="h-16 rounded-control border border-line bg-surface text-2xl font-semibold tabular-nums hover:bg-sunken disabled:opacity-50"
    >
      {digit}
    </button>
  );
}

function Dots({ count, isPending }: { readonly count: number; readonly isPending: boolean }) {
  return (
    <p role="status" className="flex justify-center gap-3 py-2">
      <span className="sr-only">{isPending ? t('identity.pinChecking') : t('identity.pinEntered', { count })}</span>
      {PLACES.map((index) => (
        <span
          key={index}
          aria-hidden
          className={classes(
            'size-4 rounded-full border-2 border-line-strong',
            index < count && 'border-brand bg-brand',
            isPending && 'animate-pulse',
          )}
        />
      ))}
    </p>
  );
}

function sentenceOf(refusal: PinRefusal | 'failed'): string {
  if (refusal === 'failed') return t('identity.pinFailed');
  switch (refusal.kind) {
    case 'wrong':
      return t('identity.pinWrong');
    case 'needs-server':
      return t('identity.pinNeedsServer');
    case 'problem':
      return `${refusal.problem.title}. ${refusal.problem.action}`;
  }
}
