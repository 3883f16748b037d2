import { type FormEvent, useState } from 'react';
import { t } from '../../platform/i18n/index.ts';
import { useNavigate } from '../../platform/router/index.ts';
import { Button, Field, TextInput } from '../../platform/ui/index.ts';
import { readInvitationLink } from './invitation-link.ts';

/** Whoever was invited joins the shop that invites, instead of asking for one of their own. */
export function InvitationForm() {
  const navigate = useNavigate();
  const [link, setLink] = useState('');
  const [isAsked, setAsked] = useState(false);
  const found = readInvitationLink(link);
  const join = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (found !== null) navigate({ to: '/join', search: { ...found } });
  };
  return (
    <form noValidate onSubmit={join} className="mt-8 flex flex-col gap-4 border-t border-line pt-6">
      <h2 className="text-md font-semibold">{t('access.invited')}</h2>
      <Field
        label={t('access.invitation')}
        hint={t('access.invitationHint')}
        error={isAsked && found === null ? t('access.invitationWrong') : undefined}
      >
        <TextInput
          type="url"
          value={link}
          maxLength={500}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setLink(event.target.value)}
        />
      </Field>
      <Button type="submit" className="self-start">
        {t('access.join')}
      </Button>
    </form>
  );
}
