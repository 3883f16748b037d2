import { type FormEvent, useState } from 'react';
import { type ApiProblem, fieldError } from '../../../platform/api/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { Button, Field, TextInput } from '../../../platform/ui/index.ts';
import { Question } from '../frame.tsx';
import type { WelcomeDraft } from './draft.ts';

interface StepShopProps {
  readonly draft: WelcomeDraft;
  readonly problem: ApiProblem | null;
  readonly onDraft: (draft: WelcomeDraft) => void;
  readonly onBack: () => void;
  readonly onNext: () => void;
}

/** What is printed at the head of every receipt. */
export function StepShop({ draft, problem, onDraft, onBack, onNext }: StepShopProps) {
  const [isAsked, setAsked] = useState(false);
  const missing = draft.shopName.trim() === '' ? t('identity.shopNameMissing') : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (missing === undefined) onNext();
  };
  return (
    <Question title={t('identity.shopTitle')} text={t('identity.shopText')}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-5">
        <Field
          label={t('identity.shopName')}
          error={(isAsked ? missing : undefined) ?? fieldError(problem, 'shop.name')}
        >
          <TextInput
            value={draft.shopName}
            maxLength={120}
            autoFocus
            autoComplete="organization"
            onChange={(event) => onDraft({ ...draft, shopName: event.target.value })}
          />
        </Field>
        <Field label={t('identity.legalName')} isOptional error={fieldError(problem, 'shop.legalName')}>
          <TextInput
            value={draft.legalName}
            maxLength={200}
            onChange={(event) => onDraft({ ...draft, legalName: event.target.value })}
          />
        </Field>
        <Field label={t('identity.taxNumber')} isOptional error={fieldError(problem, 'shop.taxNumber')}>
          <TextInput
            value={draft.taxNumber}
            maxLength={60}
            autoComplete="off"
            onChange={(event) => onDraft({ ...draft, taxNumber: event.target.value })}
          />
        </Field>
        <StepButtons onBack={onBack} label={t('identity.continue')} />
      </form>
    </Question>
  );
}

/** Back at the start, on at the end; on a phone on is above, under the thumb. */
export function StepButtons({
  onBack,
  label,
  isPending = false,
}: {
  readonly onBack?: () => void;
  readonly label: string;
  readonly isPending?: boolean;
}) {
  return (
    <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-between">
      {onBack === undefined ? (
        <span />
      ) : (
        <Button variant="quiet" size="lg" onClick={onBack}>
          {t('ui.back')}
        </Button>
      )}
      <Button type="submit" variant="primary" size="lg" isPending={isPending}>
        {label}
      </Button>
    </div>
  );
}
