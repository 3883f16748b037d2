import type { Account } from '@mosaajii/contract/account';
import type { Session } from '@mosaajii/contract/identity';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Answer } from '../../platform/answer/index.ts';
import { ApiFailure, api, orThrow } from '../../platform/api/index.ts';
import { useDevice } from '../../platform/device/index.ts';
import { LANGUAGES, ownName, t } from '../../platform/i18n/index.ts';
import { Button, Card, Field, Notice, Select, TextInput, useToasts } from '../../platform/ui/index.ts';
import { EmailDialog } from './email-dialog.tsx';

const KEY = ['account'];

/** The account of the person who is signed in. */
export function useAccount() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => orThrow(api.get<Account>('/account', { signal })),
    retry: false,
  });
}

/** Who the person is to others, and where and how they are written to. */
export function ProfileSection() {
  const found = useAccount();
  return (
    <Card title={t('account.profile')}>
      <div className="p-4 pt-2">
        <Answer query={found} title={t('account.profileFailed')}>
          {(account) => <Profile key={account.displayName + account.locale} account={account} />}
        </Answer>
      </div>
    </Card>
  );
}

function Profile({ account }: { readonly account: Account }) {
  const queries = useQueryClient();
  const { session } = useDevice();
  const [name, setName] = useState(account.displayName);
  const [locale, setLocale] = useState(account.locale ?? '');
  const [isAsking, setAsking] = useState(false);
  const isNameless = name.trim() === '';
  const isSame = name.trim() === account.displayName && locale === (account.locale ?? '');
  const save = useMutation({
    mutationFn: () =>
      orThrow(
        api.patch<Account>('/account', { body: { displayName: name.trim(), locale: locale === '' ? null : locale } }),
      ),
    onSuccess: async (saved) => {
      queries.setQueryData(KEY, saved);
      useToasts.getState().show({ message: t('account.profileSaved') });
      // The name stands beside every page; should this fail, it does with the next sign-in.
      const answer = await api.get<Session>('/session');
      if (answer.ok) await session.signedIn(answer.value);
    },
  });
  const changed = (saved: Account) => {
    queries.setQueryData(KEY, saved);
    setAsking(false);
    useToasts.getState().show({ message: t('account.emailChanged') });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isNameless) return;
    if (isSame) useToasts.getState().show({ message: t('account.profileSaved') });
    else save.mutate();
  };
  const failure = save.error instanceof ApiFailure ? save.error.problem : null;
  return (
    <div className="flex flex-col gap-5">
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={t('account.profileName')}
          hint={t('account.profileNameHint')}
          error={isNameless ? t('account.profileNameMissing') : undefined}
        >
          <TextInput
            value={name}
            maxLength={120}
            autoComplete="name"
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field label={t('account.profileLanguage')}>
          <Select value={locale} onChange={(event) => setLocale(event.target.value)}>
            <option value="">{t('account.profileLanguageShop')}</option>
            {LANGUAGES.map((language) => (
              <option key={language} value={language} lang={language}>
                {ownName(language)}
              </option>
            ))}
          </Select>
        </Field>
        {failure === null ? null : (
          <Notice tone="danger" isAlert>
            {failure.title}. {failure.action}
          </Notice>
        )}
        <div>
          <Button type="submit" variant="primary" isPending={save.isPending}>
            {t('account.profileSave')}
          </Button>
        </div>
      </form>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line pt-4">
        <div className="min-w-0 flex-1 basis-56">
          <h3 className="font-medium">{t('account.email')}</h3>
          <p className="break-words">{account.email}</p>
          <p className="text-sm text-ink-3">{t('account.emailText')}</p>
        </div>
        <Button onClick={() => setAsking(true)}>{t('account.emailChange')}</Button>
      </div>
      {isAsking ? <EmailDialog onChanged={changed} onClose={() => setAsking(false)} /> : null}
    </div>
  );
}
