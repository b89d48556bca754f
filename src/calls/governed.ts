// Calls that a registration elsewhere configures (Nest's JwtService under a JwtModule, Fastify's decorated calls) →
// the same calls with what the registration gives them: options of the call win, as the libraries merge them.

import type { JwtCall } from './jwt-call.ts';
import type { CallProject } from './call-project.ts';

export function governed(calls: readonly JwtCall[], path: string, project: CallProject | undefined): readonly JwtCall[] {
  return calls.map((call) => {
    if (!call.operation.configuredElsewhere) return withKey(call, calls);
    const registration =
      alone(calls.filter((one) => one.operation.does === 'configure' && governs(one, call))) ??
      alone(project?.registrations(path, call.library.package).filter((one) => governs(one, call)) ?? []);
    return registration ? under(call, registration) : call;
  });
}

/** A registration that sets up signing only still holds the key of both sides. */
function withKey(call: JwtCall, calls: readonly JwtCall[]): JwtCall {
  if (call.key || !call.operation.keyElsewhere) return call;
  const key = alone(calls.filter((one) => one.setup && one.library.package === call.library.package))?.key;
  return key ? { ...call, key } : call;
}

const governs = (registration: JwtCall, call: JwtCall): boolean =>
  registration.library.package === call.library.package && registration.does === (call.does === 'sign' ? 'sign' : 'verify');

/** Which of several registrations a service belongs to is the framework's to know. */
const alone = (registrations: readonly JwtCall[]): JwtCall | undefined => (registrations.length === 1 ? registrations[0] : undefined);

function under(call: JwtCall, registration: JwtCall): JwtCall {
  const { key = registration.key } = call;
  return {
    ...call,
    parts: { ...registration.parts, ...call.parts },
    whole: call.ownWhole && registration.whole,
    defaults: registration.defaults,
    governedBy: registration,
    ...(key && { key }),
  };
}
