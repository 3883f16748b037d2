import { ArrowLeft, Delete } from 'lucide-react';
import { useState } from 'react';
import { useEntrance } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import type { KeptLease } from '../../../platform/lease/index.ts';
import { Button, classes, IconButton, Notice, useToasts } from '../../../platform/ui/index.ts';
import { changePin, enterWithPin, type Person, type PinRefusal } from './enter-with-pin.ts';
import { Initials } from './initials.tsx';
import { chosen, type PinStep, wordsOf } from './pin-steps.ts';
import { useDigits } from './use-digits.ts';
import { usePinKeys } from './use-pin-keys.ts';

const PLACES = [0, 1, 2, 3, 4, 5] as const;
const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

interface PinPadProps {
  readonly kept: KeptLease;
  readonly person: Person;
  readonly onBack: () => void;
}

/** Six digits, by finger or keyboard; the sixth one asks. Also where a person chooses another PIN. */
export function PinPad({ kept, person, onBack }: PinPadProps) {
  const entrance = useEntrance();
  const [step, setStep] = useState<PinStep>({ kind: 'enter' });
  const [isPending, setPending] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const run = async (work: () => Promise<void>) => {
    setPending(true);
    try {
      await work();
    } catch {
      // The browser gave no worker or no memory: the password is left.
      setFault(t('lock.pinFailed'));
    }
    setPending(false);
  };
  const enter = (pin: string) =>
    run(async () => {
      const result = await enterWithPin(entrance, kept, person, pin);
      if (result.ok) return;
      if (result.error.kind === 'must-change') setStep({ kind: 'choose', pin, isForced: true });
      else setFault(sentenceOf(result.error));
    });
  const change = (pins: { readonly pin: string; readonly newPin: string }) =>
    run(async () => {
      const result = await changePin(entrance, kept, person, pins);
      if (result.ok) return useToasts.getState().show({ message: t('lock.pinChanged') });
      setStep({ kind: result.error.kind === 'wrong' ? 'present' : 'enter' });
      const isOffline = result.error.kind === 'problem' && result.error.problem.status === 0;
      setFault(isOffline ? t('lock.pinChangeNeedsServer') : sentenceOf(result.error));
    });
  const onComplete = (entered: string) => {
    if (step.kind === 'enter') return void enter(entered);
    const next = chosen(step, entered);
    if (next.kind === 'change') return void change(next);
    setStep(next.step);
    setFault(next.fault ?? null);
  };
  const { digits, add: addDigit, remove, clear } = useDigits(isPending, onComplete);
  const add = (digit: string) => {
    setFault(null);
    addDigit(digit);
  };
  const back = () => {
    if (step.kind === 'enter') return onBack();
    clear();
    setFault(null);
    setStep({ kind: 'enter' });
  };
  usePinKeys({ onDigit: add, onDelete: remove, onBack: back });
  return (
    <div className="flex flex-col gap-5">
      <div className="flex items-center gap-3">
        <IconButton label={step.kind === 'enter' ? t('lock.pinBack') : t('ui.back')} onClick={back}>
          <ArrowLeft aria-hidden className="size-5" strokeWidth={1.75} />
        </IconButton>
        <Initials name={person.displayName} />
        <div className="min-w-0">
          <h1 className="truncate text-xl font-bold tracking-[-0.02em]">{person.displayName}</h1>
          <p aria-live="polite" className="text-ink-2">
            {wordsOf(step)}
          </p>
        </div>
      </div>
      <Dots count={digits.length} isPending={isPending} />
      <div aria-live="assertive">{fault === null ? null : <Notice tone="danger">{fault}</Notice>}</div>
      <div dir="ltr" className="grid grid-cols-3 gap-2">
        {DIGITS.map((digit) => (
          <Key key={digit} digit={digit} isDisabled={isPending} onPress={add} />
        ))}
        <span />
        <Key digit="0" isDisabled={isPending} onPress={add} />
        <button
          type="button"
          aria-label={t('lock.pinDelete')}
          disabled={isPending || digits === ''}
          onClick={remove}
          className="grid h-16 place-items-center rounded-control border border-transparent hover:bg-sunken disabled:opacity-50"
        >
          <Delete aria-hidden className="size-6" strokeWidth={1.75} />
        </button>
      </div>
      {step.kind === 'enter' ? (
        <Button variant="quiet" size="lg" disabled={isPending} onClick={() => setStep({ kind: 'present' })}>
          {t('lock.pinChange')}
        </Button>
      ) : null}
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
      <span className="sr-only">{isPending ? t('lock.pinChecking') : t('lock.pinEntered', { count })}</span>
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

function sentenceOf(refusal: PinRefusal): string {
  switch (refusal.kind) {
    case 'must-change':
      return t('lock.pinNewMust');
    case 'wrong':
      return t('lock.pinWrong');
    case 'needs-server':
      return t('lock.pinNeedsServer');
    case 'problem':
      return `${refusal.problem.title}. ${refusal.problem.action}`;
  }
}
