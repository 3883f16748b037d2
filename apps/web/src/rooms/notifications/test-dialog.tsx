import type { MessageLanguage } from '@mosaajii/contract/notifications';
import { useRef, useState } from 'react';
import { ApiFailure } from '../../platform/api/index.ts';
import { useDevice } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Dialog, SegmentedControl, useToasts } from '../../platform/ui/index.ts';
import { AddressForm } from './address-form.tsx';
import { LANGUAGE_OPTIONS } from './message-words.ts';
import { useSendTest } from './use-messages.ts';

/** Sends a message that says that it is a test. Pressed twice it is sent once. */
export function TestDialog({ onClose }: { readonly onClose: () => void }) {
  const { newId } = useDevice();
  const sending = useSendTest();
  const [language, setLanguage] = useState<MessageLanguage>('en');
  // One message for each address that is tried: a repeat of the same question sends nothing more.
  const named = useRef(new Map<string, string>());
  const idFor = (what: string) => {
    const known = named.current.get(what) ?? newId();
    named.current.set(what, known);
    return known;
  };
  return (
    <Dialog title={t('notifications.sendTest')} onClose={onClose}>
      <div className="flex flex-col gap-4">
        <p className="text-ink-2">{t('notifications.sendTestText')}</p>
        <AddressForm
          label={t('notifications.send')}
          variant="primary"
          problem={sending.error instanceof ApiFailure ? sending.error.problem : null}
          isPending={sending.isPending}
          onSubmit={(channel, to) =>
            sending.mutate(
              { messageId: idFor(`${channel} ${language} ${to}`), channel, to, language },
              {
                onSuccess: () => {
                  useToasts.getState().show({ message: t('notifications.testQueued'), tone: 'success' });
                  onClose();
                },
              },
            )
          }
        >
          <SegmentedControl
            label={t('notifications.language')}
            value={language}
            options={LANGUAGE_OPTIONS.map(({ value, label }) => ({ value, label: t(label) }))}
            onChange={setLanguage}
          />
        </AddressForm>
      </div>
    </Dialog>
  );
}
