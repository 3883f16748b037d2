import { asciiDigits } from '@mosaajii/domain/money';
import { ArrowLeft, Delete } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { t } from '../i18n/index.ts';
import { Button, IconButton } from '../ui/index.ts';

const LENGTH = 6;
/** A scanner goes on after the sixth digit sooner than this; a person who typed a PIN is done. */
const QUIET_MS = 120;
const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const;

interface PinEntryProps {
  readonly name: string;
  readonly isPending: boolean;
  readonly onPin: (pin: string) => void;
  readonly onBack: () => void;
}

/**
 * Six digits of one person, by keyboard or by finger; the sixth one asks, unless more follow at once: goods that are scanned
 * beside it are nobody's wrong PIN.
 */
export function PinEntry({ name, isPending, onPin, onBack }: PinEntryProps) {
  const [digits, setDigits] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(onPin);
  latest.current = onPin;
  useEffect(() => () => clearTimeout(timer.current), []);
  const take = (text: string) => {
    if (isPending) return;
    clearTimeout(timer.current);
    const clean = asciiDigits(text).replace(/\D/g, '');
    setDigits(clean);
    if (clean.length < LENGTH) return;
    timer.current = setTimeout(() => {
      setDigits('');
      if (clean.length === LENGTH) latest.current(clean);
    }, QUIET_MS);
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center gap-2">
        <IconButton label={t('approval.back')} onClick={onBack}>
          <ArrowLeft aria-hidden className="size-5 rtl:-scale-x-100" strokeWidth={1.75} />
        </IconButton>
        <label className="flex min-w-0 flex-1 flex-col gap-1 text-sm font-medium">
          {isPending ? t('approval.checking') : t('approval.pinOf', { name })}
          <input
            ref={focusOnce}
            type="password"
            // Not a password of the site: nothing is to be offered or kept.
            autoComplete="off"
            inputMode={matchMedia('(pointer: coarse)').matches ? 'none' : 'numeric'}
            value={digits.slice(0, LENGTH)}
            readOnly={isPending}
            onChange={(event) => take(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              event.preventDefault();
              event.stopPropagation();
              onBack();
            }}
            className="num h-12 w-full rounded-control border border-line-strong bg-surface px-3 text-xl tracking-[0.5em] focus:border-brand focus:outline-2 focus:-outline-offset-1 focus:outline-focus"
          />
        </label>
      </div>
      <div className="grid grid-cols-6 gap-1.5">
        {DIGITS.map((digit) => (
          <Button key={digit} className="num min-h-11 px-0! text-md" onClick={() => take(digits + digit)}>
            {digit}
          </Button>
        ))}
        <IconButton
          label={t('approval.delete')}
          className="col-span-2 w-full"
          onClick={() => take(digits.slice(0, -1))}
        >
          <Delete aria-hidden className="mx-auto size-5" strokeWidth={1.75} />
        </IconButton>
      </div>
    </div>
  );
}

function focusOnce(field: HTMLInputElement | null): void {
  field?.focus();
}
