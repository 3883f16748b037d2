import { useEffect, useRef, useState } from 'react';
import { onConfirmationNeeded } from '../api/index.ts';
import { confirm } from '../i18n/en/confirm.ts';
import { addMessages } from '../i18n/index.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

addMessages('confirm', confirm);

/**
 * Stands in the office's frame: whatever request the server refuses until the person has proved again who they are opens
 * one question, and is repeated with its answer. Several requests at once share the question.
 */
export function ConfirmGate() {
  const [isOpen, setOpen] = useState(false);
  const question = useRef<{ readonly answer: Promise<boolean>; settle(isConfirmed: boolean): void } | null>(null);
  useEffect(
    () =>
      onConfirmationNeeded(() => {
        if (question.current === null) {
          const { promise, resolve } = withResolver();
          question.current = { answer: promise, settle: resolve };
          setOpen(true);
        }
        return question.current.answer;
      }),
    [],
  );
  if (!isOpen) return null;
  const close = (isConfirmed: boolean) => {
    const asked = question.current;
    question.current = null;
    setOpen(false);
    asked?.settle(isConfirmed);
  };
  return <ConfirmDialog onConfirmed={() => close(true)} onClose={() => close(false)} />;
}

function withResolver(): { readonly promise: Promise<boolean>; resolve(isConfirmed: boolean): void } {
  let resolve: (isConfirmed: boolean) => void = () => undefined;
  const promise = new Promise<boolean>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
