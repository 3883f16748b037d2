import type { Activation } from '@mosaajii/contract/access';
import { CircleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Link, useNavigate } from '../../platform/router/index.ts';
import { Button, Field, Notice, TextInput } from '../../platform/ui/index.ts';
import { Frame, Question } from '../identity/frame.tsx';
import { EMPTY_DRAFT, saveDraft } from '../identity/welcome/draft.ts';

/** Where the code of a paid request opens the set-up of the shop. */
export function ActivateScreen() {
  const navigate = useNavigate();
  const [email, setEmail] = useState('');
  const [code, setCode] = useState('');
  const [isAsked, setAsked] = useState(false);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const isEmailWrong = !/^[^\s@]+@[^\s@]+$/.test(email.trim());
  const isCodeMissing = code.replace(/[\s-]/g, '').length !== 6;
  const activate = async () => {
    setAsked(true);
    if (isEmailWrong || isCodeMissing) return;
    setPending(true);
    const answer = await api.post<Activation>('/activations', { body: { email: email.trim(), code } });
    setPending(false);
    if (!answer.ok) return setProblem(answer.error);
    const { token, name, shopName } = answer.value;
    saveDraft(sessionStorage, { ...EMPTY_DRAFT, token, ownerName: name, email: answer.value.email, shopName });
    navigate({ to: '/welcome', replace: true });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void activate();
  };
  return (
    <Frame isSteady>
      <div className="w-full max-w-[480px] animate-rise rounded-sheet border border-line bg-surface p-5 sm:p-8">
        <Question title={t('access.activateTitle')} text={t('access.activateText')}>
          <form noValidate onSubmit={submit} className="flex flex-col gap-5">
            <Field label={t('access.email')} error={isAsked && isEmailWrong ? t('access.emailWrong') : undefined}>
              <TextInput
                type="email"
                value={email}
                maxLength={254}
                autoFocus
                autoComplete="email"
                spellCheck={false}
                onChange={(event) => setEmail(event.target.value)}
              />
            </Field>
            <Field
              label={t('access.code')}
              hint={t('access.codeHint')}
              error={isAsked && isCodeMissing ? t('access.codeMissing') : undefined}
            >
              <TextInput
                value={code}
                maxLength={12}
                autoComplete="one-time-code"
                autoCapitalize="characters"
                spellCheck={false}
                className="code text-xl tracking-[0.25em] uppercase"
                onChange={(event) => setCode(event.target.value)}
              />
            </Field>
            {problem === null ? null : (
              <Notice tone="danger" isAlert icon={<CircleAlert aria-hidden className="size-5 flex-none" />}>
                {sentenceOf(problem)}
              </Notice>
            )}
            <Button type="submit" variant="primary" size="lg" isPending={isPending}>
              {t('access.activate')}
            </Button>
          </form>
        </Question>
        <Link
          to="/request-access"
          className="mt-4 inline-flex min-h-11 items-center font-semibold text-brand-ink underline underline-offset-4"
        >
          {t('access.askFirst')}
        </Link>
      </div>
    </Frame>
  );
}

function sentenceOf(problem: ApiProblem): string {
  if (problem.code === 'code-wrong') return t('access.codeWrong');
  if (problem.code === 'unreachable') return t('access.needsServer');
  return `${problem.detail} ${problem.action}`;
}
