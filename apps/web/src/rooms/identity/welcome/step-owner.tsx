import { CircleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { type ApiProblem, fieldError } from '../../../platform/api/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { Field, Notice, PasswordInput, TextInput } from '../../../platform/ui/index.ts';
import { Question } from '../frame.tsx';
import { isFounding, type WelcomeDraft } from './draft.ts';
import { StepButtons } from './step-shop.tsx';

interface StepOwnerProps {
  readonly draft: WelcomeDraft;
  /** The address of the page carried the token, so nobody has to be asked for it. */
  readonly isTokenKnown: boolean;
  readonly problem: ApiProblem | null;
  readonly isPending: boolean;
  readonly onDraft: (draft: WelcomeDraft) => void;
  readonly onBack: () => void;
  readonly onSubmit: (password: string) => void;
}

const MINIMUM_LENGTH = 12;

/** Who runs the shop; the last question before it is created. */
export function StepOwner({ draft, isTokenKnown, problem, isPending, onDraft, onBack, onSubmit }: StepOwnerProps) {
  const [password, setPassword] = useState('');
  const [isAsked, setAsked] = useState(false);
  const own = isAsked ? mistakes(draft, password) : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (Object.values(mistakes(draft, password)).every((mistake) => mistake === undefined)) onSubmit(password);
  };
  const isTokenWrong = problem?.code === 'setup-token-wrong';
  const isOnField = problem?.errors?.some(({ path }) => path.startsWith('owner.')) ?? false;
  return (
    <Question title={t('identity.ownerTitle')} text={t('identity.ownerText')}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-5">
        <Field label={t('identity.ownerName')} error={own.ownerName ?? fieldError(problem, 'owner.displayName')}>
          <TextInput
            value={draft.ownerName}
            maxLength={120}
            autoFocus
            autoComplete="name"
            onChange={(event) => onDraft({ ...draft, ownerName: event.target.value })}
          />
        </Field>
        <Field label={t('identity.email')} error={own.email ?? fieldError(problem, 'owner.email')}>
          <TextInput
            type="email"
            value={draft.email}
            maxLength={254}
            autoComplete="username"
            // The code went to this address; another one would not be proven.
            readOnly={isFounding(draft)}
            spellCheck={false}
            onChange={(event) => onDraft({ ...draft, email: event.target.value })}
          />
        </Field>
        <Field
          label={t('identity.password')}
          hint={t('identity.passwordHint')}
          error={own.password ?? fieldError(problem, 'owner.password')}
        >
          <PasswordInput
            value={password}
            maxLength={128}
            autoComplete="new-password"
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        {isTokenKnown && !isTokenWrong ? null : (
          <Field
            label={t('identity.tokenLabel')}
            hint={t('identity.tokenHint')}
            error={own.token ?? (isTokenWrong ? problem.detail : undefined)}
          >
            <TextInput
              value={draft.token}
              maxLength={128}
              autoComplete="off"
              spellCheck={false}
              className="code"
              onChange={(event) => onDraft({ ...draft, token: event.target.value.trim() })}
            />
          </Field>
        )}
        {problem === null || isTokenWrong || isOnField ? null : (
          <Notice tone="danger" isAlert icon={<CircleAlert aria-hidden className="size-5" />}>
            {problem.title}. {problem.action}
          </Notice>
        )}
        <StepButtons onBack={onBack} label={t('identity.setUp')} isPending={isPending} />
      </form>
    </Question>
  );
}

interface Mistakes {
  readonly ownerName?: string | undefined;
  readonly email?: string | undefined;
  readonly password?: string | undefined;
  readonly token?: string | undefined;
}

function mistakes(draft: WelcomeDraft, password: string): Mistakes {
  return {
    ownerName: draft.ownerName.trim() === '' ? t('identity.ownerNameMissing') : undefined,
    email: /^[^\s@]+@[^\s@]+$/.test(draft.email.trim()) ? undefined : t('identity.emailWrong'),
    password: password.length < MINIMUM_LENGTH ? t('identity.passwordShort') : undefined,
    token: draft.token === '' ? t('identity.tokenMissing') : undefined,
  };
}
