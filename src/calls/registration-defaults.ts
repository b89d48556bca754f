// Calls that a registration elsewhere configures (Nest's JwtService under a JwtModule, Fastify's decorated calls) →
// the same calls with what the registration gives them: options of the call win, as the libraries merge them.

import type { JwtCall } from './jwt-call.ts';
import type { CallProject } from './call-project.ts';
import { grouped } from '../values/once.ts';

export function governed(calls: readonly JwtCall[], path: string, project: CallProject | undefined): readonly JwtCall[] {
  const own = new Map([...grouped(calls.filter(({ operation }) => operation.kind === 'configure'), sideOf)].map(([side, all]) => [side, alone(all)]));
  const setups = new Map([...grouped(calls.filter(({ setup }) => setup), ({ library }) => library.package)]
    .map(([name, all]) => [name, alone(all)]));
  const elsewhere = new Map<string, JwtCall | undefined>();
  const registrationOf = (call: JwtCall): JwtCall | undefined => {
    const side = sideOf(call);
    if (!elsewhere.has(side))
      elsewhere.set(side, alone(project?.registrations(path, call.library.package).filter((one) => sideOf(one) === side) ?? []));
    return own.get(side) ?? elsewhere.get(side);
  };
  return calls.map((call) => {
    if (!call.operation.configuredElsewhere) return withKey(call, setups.get(call.library.package));
    const registration = registrationOf(call);
    return registration ? under(call, registration) : call;
  });
}

/** A wrapper in another file is governed by what is registered near that. */
export function withGovernedWrapper(call: JwtCall, project: CallProject | undefined): JwtCall {
  const { wraps } = call;
  const [told] = wraps?.operation.configuredElsewhere ? governed([wraps], wraps.at.file.path, project) : [];
  return told ? { ...call, wraps: told } : call;
}

/** Of a registration what it is for; of a call which registration it asks for. */
const sideOf = ({ library, kind, operation }: JwtCall): string =>
  `${library.package} ${operation.kind === 'configure' ? kind : kind === 'sign' ? 'sign' : 'verify'}`;

/** A registration that sets up signing only still holds the key of both sides. */
const withKey = (call: JwtCall, setup: JwtCall | undefined): JwtCall =>
  (call.key || !call.operation.keyElsewhere || !setup?.key ? call : { ...call, key: setup.key });

/** Which of several registrations a service belongs to is the framework's to know. */
const alone = (registrations: readonly JwtCall[]): JwtCall | undefined => (registrations.length === 1 ? registrations[0] : undefined);

function under(call: JwtCall, registration: JwtCall): JwtCall {
  const { key = registration.key } = call;
  return {
    ...call,
    parts: { ...registration.parts, ...call.parts },
    isComplete: call.isCompleteLocally && registration.isComplete,
    defaults: registration.defaults,
    registration,
    ...(key && { key }),
  };
}
