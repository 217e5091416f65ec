import { type ReactNode, useState } from "react";
import * as at from "#modules/membership/address.ts";
import { useAsk } from "#web/pocket/ask.ts";
import { Lines, Shown } from "#web/pocket/parts.tsx";

export function Record(props: { applicant: boolean }): ReactNode {
  const answer = useAsk(at.ownRecord);
  const [open, setOpen] = useState(false);
  return (
    <>
      <h1>{props.applicant ? "我的记录" : "我的党员记录"}</h1>
      <Shown of={answer}>
        {({ person, events }) =>
          person === null ? (
            <p className="say say-info">这个账号还没有对应的党员记录。如果您是党员，请告诉支部书记。</p>
          ) : (
            <>
              <Lines
                lines={[
                  ["姓名", person.name],
                  ["所在支部", person.organizationName],
                  ["人员类别", person.categoryTerm],
                  ["党龄", person.partyYears === null ? null : `${person.partyYears} 年`],
                  ["加入党组织日期", person.joinedOn],
                  ["转为正式党员日期", person.fullOn],
                  ["性别", person.genderTerm],
                  ["出生日期", person.birthOn],
                  ["学历", person.educationTerm],
                ]}
              />
              <h2>联系方式</h2>
              {open ? (
                <Lines
                  lines={[
                    ["公民身份号码", person.idNumber],
                    ["手机号码", person.mobile ?? "没有登记"],
                    ["家庭住址", person.address ?? "没有登记"],
                    ["户籍所在地", person.registeredAddress],
                  ]}
                />
              ) : (
                <p className="quiet">为保护隐私，已隐藏</p>
              )}
              <p>
                <button type="button" className="button" aria-expanded={open} onClick={() => setOpen(!open)}>
                  {open ? "遮住" : "显示给我看"}
                </button>
              </p>
              {events.length > 0 ? (
                <>
                  <h2>经历</h2>
                  <Lines lines={events.map((it) => [it.happenedOn, `${it.term}，${it.organizationName}`] as const)} />
                </>
              ) : null}
              {props.applicant ? (
                <p className="quiet">有不对的，请告诉培养联系人或者支部书记。</p>
              ) : (
                <p>
                  <a className="button" href="#/corrections">
                    有错，申请更正
                  </a>
                </p>
              )}
            </>
          )
        }
      </Shown>
    </>
  );
}

export function Branch(): ReactNode {
  const answer = useAsk(at.ownBranch);
  return (
    <>
      <h1>我的支部</h1>
      <Shown of={answer}>
        {({ branch }) =>
          branch === null ? (
            <p className="say say-info">您现在不在任何支部的花名册上。如果不对，请联系原来的支部书记。</p>
          ) : (
            <>
              <Lines
                lines={[
                  ["名称", branch.name],
                  ["全称", branch.fullName],
                  ["党员", `${branch.members} 人，其中正式党员 ${branch.full} 人`],
                  ["地址", branch.address],
                  [
                    "电话",
                    branch.phone ? (
                      <a key="phone" href={`tel:${branch.phone.replace(/[^\d+]/g, "")}`}>
                        {branch.phone}
                      </a>
                    ) : null,
                  ],
                ]}
              />
              <h2>班子成员</h2>
              {branch.posts.length === 0 ? (
                <p className="quiet">还没有登记。</p>
              ) : (
                <Lines lines={branch.posts.map((it) => [it.post, it.name] as const)} />
              )}
            </>
          )
        }
      </Shown>
    </>
  );
}
