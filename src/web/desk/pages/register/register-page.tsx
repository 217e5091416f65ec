import { useParams } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense } from "react";
import { registers as registersAt } from "#platform/registers/address.ts";
import { useAsk } from "#web/desk/ask.ts";
import { DESK } from "#web/desk/collected.ts";
import { RegisterList, type RegisterParts } from "#web/desk/pages/register/register-list.tsx";
import { Page } from "#web/desk/parts/page.tsx";
import { Answer, Empty } from "#web/desk/parts/say.tsx";
import { Ways } from "#web/desk/parts/ways.tsx";

/** Buttons that a part puts above its own register. */
const TOOLS = Object.fromEntries(
  DESK.flatMap((part) => Object.entries(part.tools ?? {})).map(([register, load]) => [
    register,
    lazy(async () => ({ default: await load() })),
  ]),
);

/** One register by its address. */
export function RegisterPage(): ReactNode {
  const params: { register?: string } = useParams({ strict: false });
  const id = params.register ?? "";
  const Tools = TOOLS[id];
  return (
    <RegisterById
      id={id}
      tools={
        Tools ? (
          <Suspense>
            <Tools />
          </Suspense>
        ) : null
      }
    />
  );
}

/** A register inside another page, with that page's own buttons. */
export function RegisterById(props: RegisterParts & { id: string }): ReactNode {
  const registers = useAsk(registersAt);
  return (
    <Answer of={registers}>
      {(data) => {
        const register = data.find((it) => it.id === props.id);
        if (!register) {
          return (
            <Page title="看不到这本台账">
              <Empty
                action={
                  <div className="actions">
                    <Ways />
                  </div>
                }
              >
                没有这本台账，或者您现在的岗位看不到它。工作需要的话，请找安全管理员授权；也可以从上方的标签重新选择，或者：
              </Empty>
            </Page>
          );
        }
        return (
          <RegisterList
            key={register.id}
            register={register}
            tools={props.tools}
            lead={props.lead}
            above={props.above}
            drawer={props.drawer}
          />
        );
      }}
    </Answer>
  );
}
