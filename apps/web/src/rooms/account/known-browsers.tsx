import type { KnownDevices } from '@mosaajii/contract/account';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Answer } from '../../platform/answer/index.ts';
import { ApiFailure, api, orThrow } from '../../platform/api/index.ts';
import { deviceName } from '../../platform/device-name/index.ts';
import { formatRelative, t } from '../../platform/i18n/index.ts';
import { Button, Card, Chip, Notice, useToasts } from '../../platform/ui/index.ts';

const KEY = ['account-devices'];
type Device = KnownDevices['devices'][number];

/** Browsers that the account was used from: whoever signs in from another one is told of. */
export function KnownBrowsers() {
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => orThrow(api.get<KnownDevices>('/account/devices', { signal })),
    retry: false,
  });
  const forget = useMutation({
    mutationFn: (deviceId: string) => orThrow(api.delete(`/account/devices/${deviceId}`)),
    onSuccess: () => useToasts.getState().show({ message: t('account.browserForgotten') }),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  const failure = forget.error instanceof ApiFailure ? forget.error.problem : null;
  return (
    <Card title={t('account.browsers')}>
      <div className="flex flex-col gap-3 p-4 pt-2">
        <p className="text-sm text-ink-3">{t('account.browsersText')}</p>
        {failure === null || failure.code === 'not-found' ? null : (
          <Notice tone="danger" isAlert>
            {failure.title}. {failure.action}
          </Notice>
        )}
        <Answer query={found}>
          {({ devices }) =>
            devices.length === 0 ? (
              <p>{t('account.browsersNone')}</p>
            ) : (
              <ul className="divide-y divide-line" aria-label={t('account.browsers')}>
                {devices.map((device) => (
                  <Browser
                    key={device.deviceId}
                    device={device}
                    isPending={forget.isPending && forget.variables === device.deviceId}
                    onForget={() => forget.mutate(device.deviceId)}
                  />
                ))}
              </ul>
            )
          }
        </Answer>
      </div>
    </Card>
  );
}

interface BrowserProps {
  readonly device: Device;
  readonly isPending: boolean;
  readonly onForget: () => void;
}

function Browser({ device, isPending, onForget }: BrowserProps) {
  const name = deviceName(device.userAgent);
  const when = formatRelative(device.lastSeenAt, new Date());
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-48">
        <p className="break-words font-medium">{name}</p>
        <p className="break-words text-sm text-ink-3">{t('account.browserSeen', { when, address: device.address })}</p>
      </div>
      {device.isCurrent ? (
        <Chip tone="success" icon="dot">
          {t('account.sessionThis')}
        </Chip>
      ) : null}
      <Button isPending={isPending} aria-label={t('account.browserForgetOf', { name, when })} onClick={onForget}>
        {t('account.browserForget')}
      </Button>
    </li>
  );
}
