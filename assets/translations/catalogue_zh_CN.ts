<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>catalogue</name>
    <message>
        <source>access_key_gone.cause</source>
        <extracomment>The AccessKey this file was uploaded with is no longer set up.</extracomment>
        <translation>上传这个文件时使用的 AccessKey 已不在设置中。</translation>
    </message>
    <message>
        <source>access_key_gone.cause.other_secret</source>
        <extracomment>The AccessKey Secret is another one than when this file was uploaded.</extracomment>
        <translation>当前的 AccessKey Secret 与上传此文件时的不同。</translation>
    </message>
    <message>
        <source>access_key_gone.remedy</source>
        <extracomment>Make a destination of its bucket again; then its links can be made again.</extracomment>
        <translation>请把该 Bucket 重新设为存放位置，之后即可再次生成链接。</translation>
    </message>
    <message>
        <source>access_key_gone.remedy.no_key_now</source>
        <extracomment>Enter it again.</extracomment>
        <translation>请重新填写。</translation>
    </message>
    <message>
        <source>access_key_gone.remedy.other_secret</source>
        <extracomment>Enter the Secret again: an AccessKey ID has only one.</extracomment>
        <translation>请重新填写 Secret：一个 AccessKey ID 只有一个 Secret。</translation>
    </message>
    <message>
        <source>access_key_unknown.cause</source>
        <extracomment>The AccessKey ID is unknown or disabled.</extracomment>
        <translation>AccessKey ID 不存在或已被禁用。</translation>
    </message>
    <message>
        <source>access_key_unknown.remedy</source>
        <extracomment>Copy it again from the console, or ask your admin to enable it.</extracomment>
        <translation>请从控制台重新复制，或请管理员启用。</translation>
    </message>
    <message>
        <source>access_key_unknown.remedy.before_stays</source>
        <extracomment>The key before stays in use. Enter the new one again.</extracomment>
        <translation>仍在使用之前的密钥。请重新填写新密钥。</translation>
    </message>
    <message>
        <source>account_disabled.cause</source>
        <extracomment>The Alibaba Cloud account is disabled or has an unpaid bill.</extracomment>
        <translation>阿里云账号已被禁用或欠费。</translation>
    </message>
    <message>
        <source>account_disabled.cause.of_api_key</source>
        <extracomment>The account of this API key has an unpaid bill.</extracomment>
        <translation>这个 API Key 所属的账号已欠费。</translation>
    </message>
    <message>
        <source>account_disabled.remedy</source>
        <extracomment>Ask your admin to settle it.</extracomment>
        <translation>请联系管理员处理。</translation>
    </message>
    <message>
        <source>account_disabled.remedy.of_api_key</source>
        <extracomment>Pay it in the Alibaba Cloud console, or use another account&apos;s API key.</extracomment>
        <translation>请在阿里云控制台缴清欠费，或改用其他账号的 API Key。</translation>
    </message>
    <message>
        <source>api_key_kind.cause</source>
        <extracomment>This API key belongs to a token plan: it cannot store files.</extracomment>
        <translation>这个 API Key 属于 Token 套餐，不能存储文件。</translation>
    </message>
    <message>
        <source>api_key_kind.remedy</source>
        <extracomment>Use an API key that is billed by use, or your own bucket.</extracomment>
        <translation>请换用按量计费的 API Key，或使用自己的 Bucket。</translation>
    </message>
    <message>
        <source>api_key_missing.cause</source>
        <extracomment>To ask a model, OssDrop needs an API key of Model Studio.</extracomment>
        <translation>向模型提问需要百炼的 API Key。</translation>
    </message>
    <message>
        <source>api_key_missing.remedy</source>
        <extracomment>Enter it in the settings: the console of Model Studio shows your API keys.</extracomment>
        <translation>请在设置中填写：API Key 可在百炼控制台查看。</translation>
    </message>
    <message>
        <source>api_key_wrong.cause</source>
        <extracomment>The API key is wrong, or belongs to another region.</extracomment>
        <translation>API Key 不正确，或属于其他地域。</translation>
    </message>
    <message>
        <source>api_key_wrong.remedy</source>
        <extracomment>Copy it again from the Model Studio console of the same region.</extracomment>
        <translation>请从同一地域的百炼控制台重新复制。</translation>
    </message>
    <message>
        <source>api_key_wrong.remedy.before_stays</source>
        <extracomment>What was set up before stays. Enter the key again, or choose the other region.</extracomment>
        <translation>之前的设置保持不变。请重新填写 API Key，或选择另一个地域。</translation>
    </message>
    <message>
        <source>base_url_invalid.cause</source>
        <extracomment>The address of the model service cannot be used.</extracomment>
        <translation>模型服务的地址无法使用。</translation>
    </message>
    <message>
        <source>base_url_invalid.cause.of_other_file</source>
        <extracomment>The API key is not sent to an address from another file.</extracomment>
        <translation>API Key 不会发送到另一个文件指定的地址。</translation>
    </message>
    <message>
        <source>base_url_invalid.remedy</source>
        <extracomment>Leave it empty, or write it like https://dashscope.aliyuncs.com.</extracomment>
        <translation>请留空，或写成 https://dashscope.aliyuncs.com 这样的地址。</translation>
    </message>
    <message>
        <source>base_url_invalid.remedy.of_other_file</source>
        <extracomment>Write the API key of that service into the same file, or take its address out.</extracomment>
        <translation>请把该服务的 API Key 写入同一个文件，或删去其中的地址。</translation>
    </message>
    <message>
        <source>batch_needs_bucket.cause</source>
        <extracomment>A batch cannot use links to temporary storage.</extracomment>
        <translation>批量推理不能使用临时存储的链接。</translation>
    </message>
    <message>
        <source>batch_needs_bucket.remedy</source>
        <extracomment>Use your own bucket: its links work for up to seven days.</extracomment>
        <translation>请使用自己的 Bucket：它的链接最长可用 7 天。</translation>
    </message>
    <message>
        <source>bucket_full.cause</source>
        <extracomment>The bucket has no room left.</extracomment>
        <translation>这个 Bucket 已没有剩余空间。</translation>
    </message>
    <message>
        <source>bucket_full.remedy</source>
        <extracomment>Delete files from it that nobody needs, or ask your admin for more room; then try again.</extracomment>
        <translation>请删除其中不再需要的文件，或请管理员扩大容量，然后重试。</translation>
    </message>
    <message>
        <source>bucket_invalid.cause</source>
        <extracomment>This is not a valid bucket name.</extracomment>
        <translation>Bucket 名称不符合规则。</translation>
    </message>
    <message>
        <source>bucket_invalid.remedy</source>
        <extracomment>Use 3 to 63 lower-case letters, digits and hyphens; begin and end with a letter or digit.</extracomment>
        <translation>请使用 3 到 63 个小写字母、数字或连字符，首尾必须是字母或数字。</translation>
    </message>
    <message>
        <source>bucket_missing.cause</source>
        <extracomment>There is no bucket with this name.</extracomment>
        <translation>没有这个名称的 Bucket。</translation>
    </message>
    <message>
        <source>bucket_missing.remedy</source>
        <extracomment>Check the name and the region.</extracomment>
        <translation>请检查名称和地域。</translation>
    </message>
    <message>
        <source>bundle_failed.cause</source>
        <extracomment>The file for support could not be written.</extracomment>
        <translation>无法写入诊断文件。</translation>
    </message>
    <message>
        <source>bundle_failed.remedy</source>
        <extracomment>Choose another folder, or free some disk space.</extracomment>
        <translation>请换一个文件夹，或清理磁盘空间。</translation>
    </message>
    <message>
        <source>certificate_refused.cause</source>
        <extracomment>The connection is not trusted.</extracomment>
        <translation>连接不受信任。</translation>
    </message>
    <message>
        <source>certificate_refused.remedy</source>
        <extracomment>Ask your IT department whether the office network replaces certificates.</extracomment>
        <translation>请询问 IT 部门，公司网络是否替换了证书。</translation>
    </message>
    <message>
        <source>check.api_key_found</source>
        <extracomment>API key %1 is set.</extracomment>
        <translation>已找到 API Key：%1。</translation>
    </message>
    <message>
        <source>check.api_keys_differ</source>
        <extracomment>Several API keys are set; %1 is used.</extracomment>
        <translation>设置了多个 API Key，正在使用 %1。</translation>
    </message>
    <message>
        <source>check.api_keys_differ_remedy</source>
        <extracomment>Keep one of them.</extracomment>
        <translation>请只保留一个。</translation>
    </message>
    <message>
        <source>check.bucket_not_set</source>
        <extracomment>%1 is not set: the other settings of your bucket do nothing.</extracomment>
        <translation>没有设置 %1：Bucket 的其他设置都不起作用。</translation>
    </message>
    <message>
        <source>check.bucket_not_set_remedy</source>
        <extracomment>Files go to temporary storage. Set it to use your bucket.</extracomment>
        <translation>文件会发到临时存储。要用自己的 Bucket，请设置它。</translation>
    </message>
    <message>
        <source>check.bucket_there</source>
        <extracomment>The bucket exists.</extracomment>
        <translation>Bucket 存在。</translation>
    </message>
    <message>
        <source>check.came_back_changed</source>
        <extracomment>What came back through the link is not what was stored.</extracomment>
        <translation>通过链接取回的内容与存入的不一致。</translation>
    </message>
    <message>
        <source>check.came_back_changed_remedy</source>
        <extracomment>Check for a proxy or virus scanner that changes downloads.</extracomment>
        <translation>请检查是否有代理或杀毒软件改动了下载内容。</translation>
    </message>
    <message>
        <source>check.clock_good</source>
        <extracomment>This computer&apos;s clock is right.</extracomment>
        <translation>本机时钟正确。</translation>
    </message>
    <message>
        <source>check.clock_off</source>
        <extracomment>This computer&apos;s clock is %1 minutes off.</extracomment>
        <translation>本机时钟相差 %1 分钟。</translation>
    </message>
    <message>
        <source>check.clock_off_remedy</source>
        <extracomment>Set date, time and time zone to automatic.</extracomment>
        <translation>请将日期、时间和时区设为自动。</translation>
    </message>
    <message>
        <source>check.connected</source>
        <extracomment>Connected in %1 ms.</extracomment>
        <translation>%1 毫秒连通。</translation>
    </message>
    <message>
        <source>check.domain_allowed</source>
        <extracomment>This account may use the address.</extracomment>
        <translation>该账号可以使用这个地址。</translation>
    </message>
    <message>
        <source>check.env_file_and_more</source>
        <extracomment>The settings come from the process environment and %1.</extracomment>
        <translation>设置来自环境变量和 %1。</translation>
    </message>
    <message>
        <source>check.env_file_empty</source>
        <extracomment>Nothing is set yet.</extracomment>
        <translation>还没有任何设置。</translation>
    </message>
    <message>
        <source>check.env_file_given</source>
        <extracomment>The settings were handed to OssDrop for this run.</extracomment>
        <translation>这次运行的设置是直接交给 OssDrop 的。</translation>
    </message>
    <message>
        <source>check.env_file_none</source>
        <extracomment>The settings come from the process environment.</extracomment>
        <translation>设置来自环境变量。</translation>
    </message>
    <message>
        <source>check.env_file_other</source>
        <extracomment>There is no setting of OssDrop in %1.</extracomment>
        <translation>%1 里没有 OssDrop 的设置。</translation>
    </message>
    <message>
        <source>check.env_file_other_remedy</source>
        <extracomment>A line of it looks like QWEN_TMP_OSS_BUCKET=my-bucket.</extracomment>
        <translation>每行的写法像这样：QWEN_TMP_OSS_BUCKET=my-bucket。</translation>
    </message>
    <message>
        <source>check.env_file_policy</source>
        <extracomment>Your administrator has set all that is set.</extracomment>
        <translation>已有的设置都由管理员设置。</translation>
    </message>
    <message>
        <source>check.env_file_read</source>
        <extracomment>The settings come from %1.</extracomment>
        <translation>设置来自 %1。</translation>
    </message>
    <message>
        <source>check.fetched</source>
        <extracomment>The file downloaded through its link is identical.</extracomment>
        <translation>通过链接取回，内容完全一致。</translation>
    </message>
    <message>
        <source>check.file_open</source>
        <extracomment>Others on this computer can read the settings file, and keys are in it.</extracomment>
        <translation>本机其他用户能读取配置文件，而其中有密钥。</translation>
    </message>
    <message>
        <source>check.file_open_remedy</source>
        <extracomment>Make it readable by you only.</extracomment>
        <translation>请设为仅自己可读。</translation>
    </message>
    <message>
        <source>check.file_private</source>
        <extracomment>Only you can read the settings file.</extracomment>
        <translation>只有你能读取配置文件。</translation>
    </message>
    <message>
        <source>check.git_ignored</source>
        <extracomment>The settings file is kept out of version control.</extracomment>
        <translation>配置文件不在版本控制中。</translation>
    </message>
    <message>
        <source>check.git_tracked</source>
        <extracomment>The settings file is under version control: its keys may be shared.</extracomment>
        <translation>配置文件在版本控制中：密钥可能已被共享。</translation>
    </message>
    <message>
        <source>check.git_tracked_remedy</source>
        <extracomment>Take it out with “git rm --cached”, and change the AccessKey.</extracomment>
        <translation>请用“git rm --cached”移出，并更换 AccessKey。</translation>
    </message>
    <message>
        <source>check.git_unignored</source>
        <extracomment>The settings file could be committed by accident.</extracomment>
        <translation>配置文件可能被误提交到版本库。</translation>
    </message>
    <message>
        <source>check.git_unignored_remedy</source>
        <extracomment>Add .env to .gitignore.</extracomment>
        <translation>请将 .env 加入 .gitignore。</translation>
    </message>
    <message>
        <source>check.key_known</source>
        <extracomment>The AccessKey is known and enabled.</extracomment>
        <translation>AccessKey 存在且已启用。</translation>
    </message>
    <message>
        <source>check.key_mighty</source>
        <extracomment>The AccessKey may delete files: sending them does not need that.</extracomment>
        <translation>AccessKey 可以删除文件，而上传用不到这个权限。</translation>
    </message>
    <message>
        <source>check.key_mighty_remedy</source>
        <extracomment>Unless you delete files from here, one that may only put and get is safer: send the note to your admin.</extracomment>
        <translation>如果你不在这里删除文件，只有上传和读取权限的 AccessKey 更安全：请把说明发给管理员。</translation>
    </message>
    <message>
        <source>check.key_modest</source>
        <extracomment>The AccessKey may not delete; the test file stays in the bucket.</extracomment>
        <translation>AccessKey 没有删除权限，测试文件会留在 Bucket 中。</translation>
    </message>
    <message>
        <source>check.keyring_answers</source>
        <extracomment>This computer&apos;s password store answers.</extracomment>
        <translation>本机密码库有响应。</translation>
    </message>
    <message>
        <source>check.link_downloads</source>
        <extracomment>Opening a link downloads the file; models can read it too.</extracomment>
        <translation>打开链接的人会下载文件，模型也能读取。</translation>
    </message>
    <message>
        <source>check.link_internal</source>
        <extracomment>Links open only inside Alibaba Cloud.</extracomment>
        <translation>链接只能在阿里云内网打开。</translation>
    </message>
    <message>
        <source>check.link_internal_remedy</source>
        <extracomment>Remove -internal from the endpoint.</extracomment>
        <translation>请去掉 Endpoint 里的 -internal。</translation>
    </message>
    <message>
        <source>check.link_local</source>
        <extracomment>Links open on this computer only.</extracomment>
        <translation>链接只能在本机打开。</translation>
    </message>
    <message>
        <source>check.link_shows</source>
        <extracomment>Opening a link shows the file.</extracomment>
        <translation>打开链接的人可以直接看到文件。</translation>
    </message>
    <message>
        <source>check.link_temporary</source>
        <extracomment>Links work 48 hours, for this model and account only.</extracomment>
        <translation>链接 48 小时内有效，仅限该模型和账号。</translation>
    </message>
    <message>
        <source>check.link_token</source>
        <extracomment>Links stop working when the temporary credentials expire.</extracomment>
        <translation>链接会随临时凭证一起失效，可能提前。</translation>
    </message>
    <message>
        <source>check.link_token_remedy</source>
        <extracomment>Use an AccessKey of a RAM user for links that last.</extracomment>
        <translation>要让链接长期有效，请使用 RAM 用户的 AccessKey。</translation>
    </message>
    <message>
        <source>check.model_accepted</source>
        <extracomment>The API key works, and the model %1 is known.</extracomment>
        <translation>API Key 可用，模型 %1 存在。</translation>
    </message>
    <message>
        <source>check.model_sees</source>
        <extracomment>The model %1 can see your files (%2 tokens).</extracomment>
        <translation>模型 %1 能看到你的文件（用了 %2 Token）。</translation>
    </message>
    <message>
        <source>check.name_resolves</source>
        <extracomment>The address %1 was found.</extracomment>
        <translation>地址 %1 可以解析。</translation>
    </message>
    <message>
        <source>check.name_unknown</source>
        <extracomment>There is no setting called %1: it does nothing.</extracomment>
        <translation>没有叫 %1 的设置，它不起作用。</translation>
    </message>
    <message>
        <source>check.name_unknown_remedy</source>
        <extracomment>Perhaps %1 is meant.</extracomment>
        <translation>可能应该是 %1。</translation>
    </message>
    <message>
        <source>check.not_public</source>
        <extracomment>Only people with a link can open a file.</extracomment>
        <translation>只有拿到链接的人能打开文件。</translation>
    </message>
    <message>
        <source>check.other_region</source>
        <extracomment>The API key belongs to another region of Model Studio: %1.</extracomment>
        <translation>这个 API Key 属于百炼的另一个地域：%1。</translation>
    </message>
    <message>
        <source>check.other_region_remedy</source>
        <extracomment>It works all the same; write it into the settings to save time.</extracomment>
        <translation>现在也能用；写进设置里可以更快。</translation>
    </message>
    <message>
        <source>check.pair_complete</source>
        <extracomment>AccessKey %1 is complete.</extracomment>
        <translation>AccessKey %1 完整。</translation>
    </message>
    <message>
        <source>check.pair_other</source>
        <extracomment>The secret of AccessKey %1 is missing, so AccessKey %2 is used instead.</extracomment>
        <translation>AccessKey %1 没有密钥，现在用的是 AccessKey %2。</translation>
    </message>
    <message>
        <source>check.pair_other_remedy</source>
        <extracomment>Enter the missing secret, or remove that AccessKey ID from the settings.</extracomment>
        <translation>请填写它的密钥，或从设置中删除这个 AccessKey ID。</translation>
    </message>
    <message>
        <source>check.policy_buckets</source>
        <extracomment>Buckets that your administrator allows: %1.</extracomment>
        <translation>管理员允许使用的 Bucket：%1。</translation>
    </message>
    <message>
        <source>check.policy_endpoints</source>
        <extracomment>Addresses besides the service&apos;s own that your administrator allows: %1.</extracomment>
        <translation>除阿里云 OSS 自身的地址外，管理员允许使用的地址：%1。</translation>
    </message>
    <message>
        <source>check.policy_lifetime</source>
        <extracomment>Your administrator lets links work for %1 h at most.</extracomment>
        <translation>管理员规定链接最长有效 %1 小时。</translation>
    </message>
    <message>
        <source>check.policy_off</source>
        <extracomment>Features that your administrator has switched off: %1.</extracomment>
        <translation>管理员关闭的功能：%1。</translation>
    </message>
    <message>
        <source>check.policy_settings</source>
        <extracomment>Values that your administrator has set: %1.</extracomment>
        <translation>由管理员设置的值：%1 项。</translation>
    </message>
    <message>
        <source>check.proxy_script</source>
        <extracomment>This computer finds its proxy by a script (PAC), which OssDrop cannot run.</extracomment>
        <translation>这台电脑通过脚本（PAC）选择代理，OssDrop 不能运行它。</translation>
    </message>
    <message>
        <source>check.proxy_script_remedy</source>
        <extracomment>If the connection fails, enter the proxy by hand in Settings.</extracomment>
        <translation>如果连接失败，请在设置里手动填写代理。</translation>
    </message>
    <message>
        <source>check.public</source>
        <extracomment>Anyone can open the files, even without a link.</extracomment>
        <translation>没有链接的人也能打开文件。</translation>
    </message>
    <message>
        <source>check.public_remedy</source>
        <extracomment>Set the bucket to private in the console.</extracomment>
        <translation>请在控制台将 Bucket 设为私有。</translation>
    </message>
    <message>
        <source>check.region_right</source>
        <extracomment>The region is right.</extracomment>
        <translation>地域正确。</translation>
    </message>
    <message>
        <source>check.region_unknown</source>
        <extracomment>%1 is not a region of Model Studio: %2 is called.</extracomment>
        <translation>百炼没有名为 %1 的地域，实际会使用 %2。</translation>
    </message>
    <message>
        <source>check.region_unknown_remedy</source>
        <extracomment>Set %1 to one of these: %2.</extracomment>
        <translation>把 %1 设为其中之一：%2。</translation>
    </message>
    <message>
        <source>check.scripts_api_key</source>
        <extracomment>The Qwen scripts would find no API key.</extracomment>
        <translation>千问脚本找不到 API Key。</translation>
    </message>
    <message>
        <source>check.scripts_domain</source>
        <extracomment>The Qwen scripts cannot use a custom domain. OssDrop can.</extracomment>
        <translation>千问脚本不支持自定义域名，OssDrop 支持。</translation>
    </message>
    <message>
        <source>check.scripts_domain_remedy</source>
        <extracomment>Give the scripts the links that OssDrop makes.</extracomment>
        <translation>把 OssDrop 生成的链接交给脚本即可。</translation>
    </message>
    <message>
        <source>check.scripts_other</source>
        <extracomment>The Qwen scripts read %1 differently from OssDrop.</extracomment>
        <translation>千问脚本读取 %1 的结果与 OssDrop 不同。</translation>
    </message>
    <message>
        <source>check.scripts_other_by_hand</source>
        <extracomment>Write it by hand as plain text: without quotes, line breaks, $ and a # behind a blank.</extracomment>
        <translation>请手动改成纯文本：不要用引号、换行、$，空格后面也不要有 #。</translation>
    </message>
    <message>
        <source>check.scripts_other_remedy</source>
        <extracomment>Let OssDrop rewrite the line; the value stays the same.</extracomment>
        <translation>让 OssDrop 改成通用写法，值不变。</translation>
    </message>
    <message>
        <source>check.scripts_pair</source>
        <extracomment>The Qwen scripts would use another AccessKey, or none.</extracomment>
        <translation>千问脚本会使用另一个 AccessKey，或找不到。</translation>
    </message>
    <message>
        <source>check.scripts_pair_remedy</source>
        <extracomment>They cannot see the password store: run them through “ossdrop-cli exec”.</extracomment>
        <translation>脚本看不到密码库：请用“ossdrop-cli exec”运行。</translation>
    </message>
    <message>
        <source>check.scripts_same</source>
        <extracomment>The Qwen scripts read these settings the same way.</extracomment>
        <translation>千问脚本读取这些设置的结果相同。</translation>
    </message>
    <message>
        <source>check.scripts_same_folder</source>
        <extracomment>The Qwen scripts read these settings the same way; the newest ones use another folder unless QWEN_TMP_OSS_PREFIX is set.</extracomment>
        <translation>千问脚本读取这些设置的结果相同；不过，未设置 QWEN_TMP_OSS_PREFIX 时，最新的脚本会用另一个文件夹。</translation>
    </message>
    <message>
        <source>check.scripts_same_region</source>
        <extracomment>The Qwen scripts read these settings the same way; the newest international ones call Singapore unless QWEN_REGION is set.</extracomment>
        <translation>千问脚本读取这些设置的结果相同；不过，未设置 QWEN_REGION 时，最新的国际版脚本会调用新加坡。</translation>
    </message>
    <message>
        <source>check.scripts_verbatim</source>
        <extracomment>The Qwen scripts take %1 as it is written, and that will not work.</extracomment>
        <translation>千问脚本会照原样使用 %1，无法生效。</translation>
    </message>
    <message>
        <source>check.scripts_verbatim_remedy</source>
        <extracomment>Write it as OssDrop reads it: %1.</extracomment>
        <translation>请改写成 OssDrop 读取的形式：%1。</translation>
    </message>
    <message>
        <source>check.secret_plain</source>
        <extracomment>A secret is saved as plain text in the settings file.</extracomment>
        <translation>配置文件里有明文保存的密钥。</translation>
    </message>
    <message>
        <source>check.secret_plain_remedy</source>
        <extracomment>Move it to the password store.</extracomment>
        <translation>请移入密码库。</translation>
    </message>
    <message>
        <source>check.secret_plain_stays</source>
        <extracomment>It works from there only: let nobody else have the file.</extracomment>
        <translation>它只能放在这个文件里：请不要把文件给别人。</translation>
    </message>
    <message>
        <source>check.secret_right</source>
        <extracomment>The secret is right.</extracomment>
        <translation>密钥正确。</translation>
    </message>
    <message>
        <source>check.service_answers</source>
        <extracomment>The service itself answers.</extracomment>
        <translation>服务本身有响应。</translation>
    </message>
    <message>
        <source>check.settings_good</source>
        <extracomment>Bucket %1 and folder %2 are valid.</extracomment>
        <translation>Bucket %1，存放目录 %2：填写正确。</translation>
    </message>
    <message>
        <source>check.settings_temporary</source>
        <extracomment>Files go to temporary storage, for the model %1.</extracomment>
        <translation>文件存入临时存储，供模型 %1 使用。</translation>
    </message>
    <message>
        <source>check.size_limit</source>
        <extracomment>Files may have up to %1 MB.</extracomment>
        <translation>单个文件最大 %1 MB。</translation>
    </message>
    <message>
        <source>check.skipped</source>
        <extracomment>Not checked yet.</extracomment>
        <translation>尚未检查。</translation>
    </message>
    <message>
        <source>check.skipped_access_key</source>
        <extracomment>AccessKey ID: not checked yet.</extracomment>
        <translation>AccessKey ID：尚未检查。</translation>
    </message>
    <message>
        <source>check.skipped_bucket</source>
        <extracomment>Bucket: not checked yet.</extracomment>
        <translation>Bucket：尚未检查。</translation>
    </message>
    <message>
        <source>check.skipped_credentials</source>
        <extracomment>AccessKey: not checked yet.</extracomment>
        <translation>AccessKey：尚未检查。</translation>
    </message>
    <message>
        <source>check.skipped_domain</source>
        <extracomment>Address: not checked yet.</extracomment>
        <translation>访问地址：尚未检查。</translation>
    </message>
    <message>
        <source>check.skipped_fetch</source>
        <extracomment>Test download: not checked yet.</extracomment>
        <translation>测试下载：尚未检查。</translation>
    </message>
    <message>
        <source>check.skipped_keyring</source>
        <extracomment>Password store: not needed here.</extracomment>
        <translation>密码库：此处不需要。</translation>
    </message>
    <message>
        <source>check.skipped_model</source>
        <extracomment>A model: not asked yet.</extracomment>
        <translation>模型：尚未提问。</translation>
    </message>
    <message>
        <source>check.skipped_network</source>
        <extracomment>Network: not checked yet.</extracomment>
        <translation>网络：尚未检查。</translation>
    </message>
    <message>
        <source>check.skipped_put</source>
        <extracomment>Test upload: not checked yet.</extracomment>
        <translation>测试上传：尚未检查。</translation>
    </message>
    <message>
        <source>check.skipped_region</source>
        <extracomment>Region: not checked yet.</extracomment>
        <translation>地域：尚未检查。</translation>
    </message>
    <message>
        <source>check.skipped_secret</source>
        <extracomment>AccessKey Secret: not checked yet.</extracomment>
        <translation>AccessKey Secret：尚未检查。</translation>
    </message>
    <message>
        <source>check.skipped_temporary</source>
        <extracomment>Temporary storage: not checked yet.</extracomment>
        <translation>临时存储：尚未检查。</translation>
    </message>
    <message>
        <source>check.stored</source>
        <extracomment>A small test file was stored.</extracomment>
        <translation>已存入一个很小的测试文件。</translation>
    </message>
    <message>
        <source>check.stored_temporary</source>
        <extracomment>A small test file was stored. It goes away by itself after 48 hours.</extracomment>
        <translation>已存入一个很小的测试文件，48 小时后会自动消失。</translation>
    </message>
    <message>
        <source>check.through_proxy</source>
        <extracomment>Connecting through proxy %1.</extracomment>
        <translation>经由代理 %1。</translation>
    </message>
    <message>
        <source>check.trusted</source>
        <extracomment>The connection is encrypted and trusted.</extracomment>
        <translation>连接已加密且可信。</translation>
    </message>
    <message>
        <source>check.two_places</source>
        <extracomment>The region is %1, and the endpoint is one of %2.</extracomment>
        <translation>地域是 %1，而 Endpoint 属于 %2。</translation>
    </message>
    <message>
        <source>check.two_places_remedy</source>
        <extracomment>Ask which one is right. With the right region, the endpoint can be empty.</extracomment>
        <translation>请问清楚哪个是对的。地域对了，Endpoint 可以留空。</translation>
    </message>
    <message>
        <source>check.unencrypted_local</source>
        <extracomment>The connection stays on this computer.</extracomment>
        <translation>连接不离开本机。</translation>
    </message>
    <message>
        <source>check.values_differ</source>
        <extracomment>%1 is set in two places with different values.</extracomment>
        <translation>%1 在两处设置了不同的值。</translation>
    </message>
    <message>
        <source>check.values_differ_brief</source>
        <extracomment>What you entered for now counts, until you quit.</extracomment>
        <translation>退出之前，以这次输入的值为准。</translation>
    </message>
    <message>
        <source>check.values_differ_fixed</source>
        <extracomment>The one that your system sets counts. Keep only the right one.</extracomment>
        <translation>以系统中设置的值为准，请只保留正确的那个。</translation>
    </message>
    <message>
        <source>check.values_differ_policy</source>
        <extracomment>What your administrator has set counts.</extracomment>
        <translation>以管理员设置的值为准。</translation>
    </message>
    <message>
        <source>checksum_mismatch.cause</source>
        <extracomment>The file arrived damaged.</extracomment>
        <translation>文件在传输中损坏。</translation>
    </message>
    <message>
        <source>checksum_mismatch.remedy</source>
        <extracomment>Try again; if it happens often, check the network.</extracomment>
        <translation>请重试；如果经常发生，请检查网络。</translation>
    </message>
    <message>
        <source>checksum_missing.cause</source>
        <extracomment>The service sent no checksum, so nobody knows whether the file arrived whole.</extracomment>
        <translation>服务没有返回校验值，无法确认文件是否完整到达。</translation>
    </message>
    <message>
        <source>checksum_missing.remedy</source>
        <extracomment>Try again; if it happens often, something on the way changes the answers.</extracomment>
        <translation>请再试一次；如果经常发生，说明途中有设备改动了应答。</translation>
    </message>
    <message>
        <source>clock_wrong.cause</source>
        <extracomment>This computer&apos;s clock is wrong.</extracomment>
        <translation>本机的时间不正确。</translation>
    </message>
    <message>
        <source>clock_wrong.remedy</source>
        <extracomment>Set date, time and time zone to automatic, then try again.</extracomment>
        <translation>请把日期、时间和时区设为自动，然后重试。</translation>
    </message>
    <message>
        <source>connection_lost.cause</source>
        <extracomment>The connection was interrupted.</extracomment>
        <translation>连接中断。</translation>
    </message>
    <message>
        <source>connection_lost.remedy</source>
        <extracomment>Try again; check your internet connection.</extracomment>
        <translation>请重试，并检查网络连接。</translation>
    </message>
    <message>
        <source>credentials_invalid.cause</source>
        <extracomment>The AccessKey contains characters that no AccessKey has.</extracomment>
        <translation>AccessKey 中含有不可能出现的字符。</translation>
    </message>
    <message>
        <source>credentials_invalid.cause.OSS_SESSION_TOKEN</source>
        <extracomment>The session token contains characters that no token has.</extracomment>
        <translation>安全令牌中含有不可能出现的字符。</translation>
    </message>
    <message>
        <source>credentials_invalid.cause.of_api_key</source>
        <extracomment>The API key contains characters that no API key has.</extracomment>
        <translation>API Key 里有不该出现的字符。</translation>
    </message>
    <message>
        <source>credentials_invalid.remedy</source>
        <extracomment>Copy it again from the console.</extracomment>
        <translation>请从控制台重新复制。</translation>
    </message>
    <message>
        <source>credentials_invalid.remedy.OSS_SESSION_TOKEN</source>
        <extracomment>Copy it again, as one line.</extracomment>
        <translation>请重新复制，并放在一行里。</translation>
    </message>
    <message>
        <source>credentials_missing.cause</source>
        <extracomment>The AccessKey is missing or incomplete.</extracomment>
        <translation>AccessKey 缺失或不完整。</translation>
    </message>
    <message>
        <source>credentials_missing.cause.hidden</source>
        <extracomment>An empty environment variable hides the AccessKey that is saved.</extracomment>
        <translation>一个空的环境变量盖住了已保存的 AccessKey。</translation>
    </message>
    <message>
        <source>credentials_missing.cause.no_secret</source>
        <extracomment>The Secret of the AccessKey is missing.</extracomment>
        <translation>AccessKey Secret 还没有填写。</translation>
    </message>
    <message>
        <source>credentials_missing.cause.no_token</source>
        <extracomment>The token of the temporary credentials is missing.</extracomment>
        <translation>缺少临时凭证的 Token。</translation>
    </message>
    <message>
        <source>credentials_missing.remedy</source>
        <extracomment>Enter both: the AccessKey ID and its Secret.</extracomment>
        <translation>请同时填写 AccessKey ID 和 AccessKey Secret。</translation>
    </message>
    <message>
        <source>credentials_missing.remedy.hidden</source>
        <extracomment>Start OssDrop without QWEN_TMP_OSS_AK_ID, or ask whoever set it.</extracomment>
        <translation>请去掉 QWEN_TMP_OSS_AK_ID 再启动 OssDrop，或问问是谁设置的。</translation>
    </message>
    <message>
        <source>credentials_missing.remedy.no_secret</source>
        <extracomment>Enter it: the ID is there.</extracomment>
        <translation>请填写 Secret，ID 已经有了。</translation>
    </message>
    <message>
        <source>credentials_missing.remedy.no_token</source>
        <extracomment>They have three parts: paste ID, Secret and token together into the settings.</extracomment>
        <translation>临时凭证有三部分：请把 ID、Secret 和 Token 一起粘贴到设置里。</translation>
    </message>
    <message>
        <source>delete_impossible.cause</source>
        <extracomment>Files in temporary storage cannot be deleted.</extracomment>
        <translation>临时存储里的文件不能删除。</translation>
    </message>
    <message>
        <source>delete_impossible.remedy</source>
        <extracomment>They are deleted by themselves 48 hours after the upload.</extracomment>
        <translation>上传 48 小时后会自动删除。</translation>
    </message>
    <message>
        <source>domain_required.cause</source>
        <extracomment>This account may only use its own domain.</extracomment>
        <translation>这个账号只能使用自己的域名。</translation>
    </message>
    <message>
        <source>domain_required.remedy</source>
        <extracomment>Ask your admin for the bucket&apos;s custom domain and enter it as the endpoint.</extracomment>
        <translation>请向管理员要 Bucket 的自定义域名，并填写为 Endpoint。</translation>
    </message>
    <message>
        <source>endpoint_insecure.cause</source>
        <extracomment>Files and keys would travel to this address without encryption.</extracomment>
        <translation>文件和密钥会以未加密的方式传到这个地址。</translation>
    </message>
    <message>
        <source>endpoint_insecure.remedy</source>
        <extracomment>Begin it with https://.</extracomment>
        <translation>请让地址以 https:// 开头。</translation>
    </message>
    <message>
        <source>endpoint_insecure.remedy.domain</source>
        <extracomment>Add a certificate for this domain in the OSS or CDN console, then begin the address with https://.</extracomment>
        <translation>请先在 OSS 或 CDN 控制台为该域名添加证书，再让地址以 https:// 开头。</translation>
    </message>
    <message>
        <source>endpoint_insecure.remedy.network</source>
        <extracomment>Only a server on this computer may be used without encryption: servers of an office network are not supported.</extracomment>
        <translation>只有本机上的服务可以不加密使用，不支持办公网络中的服务器。</translation>
    </message>
    <message>
        <source>endpoint_insecure.remedy.of_model</source>
        <extracomment>Begin the address of the model service with https://, or leave it empty.</extracomment>
        <translation>模型服务的地址请以 https:// 开头，或留空。</translation>
    </message>
    <message>
        <source>endpoint_invalid.cause</source>
        <extracomment>The endpoint cannot be used.</extracomment>
        <translation>Endpoint 无法使用。</translation>
    </message>
    <message>
        <source>endpoint_invalid.remedy</source>
        <extracomment>Leave it empty, or give a host such as oss-cn-beijing.aliyuncs.com without a path.</extracomment>
        <translation>请留空，或填写不带路径的域名，例如 oss-cn-beijing.aliyuncs.com。</translation>
    </message>
    <message>
        <source>env_file_not_allowed.cause</source>
        <extracomment>The settings file in this folder has not been allowed yet.</extracomment>
        <translation>此文件夹中的设置文件尚未获得允许。</translation>
    </message>
    <message>
        <source>env_file_not_allowed.cause.changed</source>
        <extracomment>The settings file in this folder has changed since it was allowed.</extracomment>
        <translation>此文件夹中的配置文件在允许之后有改动。</translation>
    </message>
    <message>
        <source>env_file_not_allowed.remedy</source>
        <extracomment>Look at it, then allow it with “ossdrop-cli allow”.</extracomment>
        <translation>请先查看其内容，再用“ossdrop-cli allow”允许。</translation>
    </message>
    <message>
        <source>env_file_unreadable.cause</source>
        <extracomment>The settings file cannot be read.</extracomment>
        <translation>无法读取配置文件。</translation>
    </message>
    <message>
        <source>env_file_unreadable.remedy</source>
        <extracomment>Check that it exists, is text, and may be read.</extracomment>
        <translation>请确认它存在、是文本文件并且可以读取。</translation>
    </message>
    <message>
        <source>env_file_unwritable.cause</source>
        <extracomment>The settings could not be saved.</extracomment>
        <translation>设置无法保存。</translation>
    </message>
    <message>
        <source>env_file_unwritable.remedy</source>
        <extracomment>Check that the file is not write-protected and the disk is not full, then save again.</extracomment>
        <translation>请确认文件没有写保护、磁盘没有满，然后重新保存。</translation>
    </message>
    <message>
        <source>env_file_unwritable.remedy.quoted</source>
        <extracomment>Some lines of the file belong to one value in quotes: change it by hand.</extracomment>
        <translation>文件里有几行同属一个带引号的值：请手动修改。</translation>
    </message>
    <message>
        <source>expires_invalid.cause</source>
        <extracomment>The link lifetime cannot be used.</extracomment>
        <translation>链接有效期无法使用。</translation>
    </message>
    <message>
        <source>expires_invalid.remedy</source>
        <extracomment>Give whole seconds from 1 to 604800 (7 days).</extracomment>
        <translation>请填写 1 到 604800（7 天）之间的整数秒。</translation>
    </message>
    <message>
        <source>file_changed.cause</source>
        <extracomment>The file changed while it was being sent.</extracomment>
        <translation>文件在上传过程中被修改了。</translation>
    </message>
    <message>
        <source>file_changed.remedy</source>
        <extracomment>Wait until the other program has saved it, then try again.</extracomment>
        <translation>请等其他程序保存完毕，然后重试。</translation>
    </message>
    <message>
        <source>file_elsewhere.cause</source>
        <extracomment>The file is on another computer.</extracomment>
        <translation>文件在另一台电脑上。</translation>
    </message>
    <message>
        <source>file_elsewhere.remedy</source>
        <extracomment>Copy it to this one, and give its path here.</extracomment>
        <translation>请先复制到本机，再填写本机路径。</translation>
    </message>
    <message>
        <source>file_is_special.cause</source>
        <extracomment>This is not a regular file.</extracomment>
        <translation>这不是普通文件。</translation>
    </message>
    <message>
        <source>file_is_special.remedy</source>
        <extracomment>Choose a picture, clip, recording or other document.</extracomment>
        <translation>请选择图片、视频、录音或其他文档。</translation>
    </message>
    <message>
        <source>file_looks_secret.cause</source>
        <extracomment>This file looks like a password or a key.</extracomment>
        <translation>这个文件看起来像密码或密钥。</translation>
    </message>
    <message>
        <source>file_looks_secret.remedy</source>
        <extracomment>Anyone with the link could read it: send it only if that is meant.</extracomment>
        <translation>任何拿到链接的人都能读取它：确定要发送时再发送。</translation>
    </message>
    <message>
        <source>file_misfit.cause</source>
        <extracomment>The model will not take this file.</extracomment>
        <translation>模型不接受这个文件。</translation>
    </message>
    <message>
        <source>file_misfit.remedy</source>
        <extracomment>Make it fit, or send it all the same.</extracomment>
        <translation>可以转换成合适的文件，也可以照样发送。</translation>
    </message>
    <message>
        <source>file_missing.cause</source>
        <extracomment>The file cannot be found.</extracomment>
        <translation>找不到这个文件。</translation>
    </message>
    <message>
        <source>file_missing.remedy</source>
        <extracomment>Check its name, and that it was not moved or renamed, then add it again.</extracomment>
        <translation>请检查名称，并确认文件没有被移动或改名，然后重新添加。</translation>
    </message>
    <message>
        <source>file_not_allowed.cause</source>
        <extracomment>This file is not in a folder that may be sent.</extracomment>
        <translation>这个文件不在允许发送的文件夹里。</translation>
    </message>
    <message>
        <source>file_not_allowed.remedy</source>
        <extracomment>Move it there, or name its folder where the program is started (--root).</extracomment>
        <translation>请把它移到允许的文件夹，或在启动程序时用 --root 指定它所在的文件夹。</translation>
    </message>
    <message>
        <source>file_too_large.cause</source>
        <extracomment>The file is too large for this destination.</extracomment>
        <translation>文件太大，无法存到这里。</translation>
    </message>
    <message>
        <source>file_too_large.remedy</source>
        <extracomment>Make it smaller, or use your own bucket.</extracomment>
        <translation>请缩小文件，或改用自己的 Bucket。</translation>
    </message>
    <message>
        <source>file_unreadable.cause</source>
        <extracomment>This file cannot be read.</extracomment>
        <translation>无法读取这个文件。</translation>
    </message>
    <message>
        <source>file_unreadable.remedy</source>
        <extracomment>Ask its owner for read access, or copy it to your own folder.</extracomment>
        <translation>请向文件所有者申请读取权限，或把它复制到自己的文件夹。</translation>
    </message>
    <message>
        <source>file_unreadable.remedy.open_elsewhere</source>
        <extracomment>Another program may have it open: close it there, then try again. Else ask its owner for read access.</extracomment>
        <translation>可能正被另一个程序打开：请在那里关闭它，再试一次。否则请文件的所有者授予读取权限。</translation>
    </message>
    <message>
        <source>file_unreadable.remedy.too_many_open</source>
        <extracomment>Too many files are open at once. Close some programs, then try again.</extracomment>
        <translation>同时打开的文件太多。请关闭一些程序，再试一次。</translation>
    </message>
    <message>
        <source>fit_failed.cause</source>
        <extracomment>This file could not be made to fit.</extracomment>
        <translation>这个文件无法转换成合适的文件。</translation>
    </message>
    <message>
        <source>fit_failed.remedy</source>
        <extracomment>The original is as it was. Save it as a JPEG or an MP4 with another program.</extracomment>
        <translation>原文件没有改动。请用其他程序另存为 JPEG 或 MP4。</translation>
    </message>
    <message>
        <source>fit_needs_ffmpeg.cause</source>
        <extracomment>Clips are made to fit by a program called ffmpeg, which is not installed.</extracomment>
        <translation>转换视频需要 ffmpeg，这台电脑上没有安装。</translation>
    </message>
    <message>
        <source>fit_needs_ffmpeg.remedy</source>
        <extracomment>Install ffmpeg, or make the clip smaller with another program.</extracomment>
        <translation>请安装 ffmpeg，或用其他程序把视频变小。</translation>
    </message>
    <message>
        <source>folder_empty.cause</source>
        <extracomment>There is nothing to upload in this folder.</extracomment>
        <translation>这个文件夹里没有可上传的文件。</translation>
    </message>
    <message>
        <source>folder_empty.remedy</source>
        <extracomment>Choose another folder. Hidden files are left out.</extracomment>
        <translation>请选择其他文件夹。隐藏文件不会上传。</translation>
    </message>
    <message>
        <source>gateway_refused_size.cause</source>
        <extracomment>Something on the way to the service refuses files of this size.</extracomment>
        <translation>到服务途中的某个设备不接受这么大的文件。</translation>
    </message>
    <message>
        <source>gateway_refused_size.remedy</source>
        <extracomment>Ask your IT department about the proxy or firewall, or try another network.</extracomment>
        <translation>请咨询 IT 部门代理或防火墙的设置，或换一个网络再试。</translation>
    </message>
    <message>
        <source>history_failed.cause</source>
        <extracomment>The history cannot be read or saved.</extracomment>
        <translation>无法读取或保存历史记录。</translation>
    </message>
    <message>
        <source>history_failed.cause.row-stays</source>
        <extracomment>The file is deleted, but its row cannot be taken off the history.</extracomment>
        <translation>文件已从 Bucket 中删除，但无法从历史记录中移除这一条。</translation>
    </message>
    <message>
        <source>history_failed.remedy</source>
        <extracomment>What was uploaded is in its place all the same. If this stays, free some disk space, or ask who may write to its folder.</extracomment>
        <translation>已上传的文件都还在原处。如果一直这样，请清理一些磁盘空间，或确认它所在文件夹有写入权限。</translation>
    </message>
    <message>
        <source>history_failed.remedy.row-stays</source>
        <extracomment>Its links open nothing any more. Remove the row later; if this stays, free some disk space, or ask who may write to the history&apos;s folder.</extracomment>
        <translation>它的链接已经打不开。请稍后再移除这一条记录；如果一直这样，请清理一些磁盘空间，或确认你能写入历史记录所在的文件夹。</translation>
    </message>
    <message>
        <source>history_file_unreadable.cause</source>
        <extracomment>This file is not a history that OssDrop has exported.</extracomment>
        <translation>这个文件不是 OssDrop 导出的历史记录。</translation>
    </message>
    <message>
        <source>history_file_unreadable.remedy</source>
        <extracomment>Choose a .csv or .json file made by “Export”.</extracomment>
        <translation>请选择由“导出”生成的 .csv 或 .json 文件。</translation>
    </message>
    <message>
        <source>history_newer.cause</source>
        <extracomment>The history was made by a newer OssDrop.</extracomment>
        <translation>历史记录由更新版本的 OssDrop 创建。</translation>
    </message>
    <message>
        <source>history_newer.remedy</source>
        <extracomment>Install the newest version.</extracomment>
        <translation>请安装最新版本。</translation>
    </message>
    <message>
        <source>keep_needs_bucket.cause</source>
        <extracomment>This needs a bucket of your own: temporary storage loses files after 48 hours.</extracomment>
        <translation>这需要你自己的 Bucket：放在临时存储里 48 小时后就没有了。</translation>
    </message>
    <message>
        <source>keep_needs_bucket.remedy</source>
        <extracomment>Add one with “New destination…” in the line at the top; temporary storage stays.</extracomment>
        <translation>请在顶部点“新建存放位置…”添加；临时存储会保留。</translation>
    </message>
    <message>
        <source>keyring_absent.cause</source>
        <extracomment>This computer has no password store.</extracomment>
        <translation>本机没有密码库。</translation>
    </message>
    <message>
        <source>keyring_absent.cause.no_secret</source>
        <extracomment>The Secret of the AccessKey is missing, and this computer has no password store that could have it.</extracomment>
        <translation>缺少 AccessKey 的 Secret；这台电脑也没有可能保存它的密码库。</translation>
    </message>
    <message>
        <source>keyring_absent.remedy</source>
        <extracomment>Keep the Secret in the settings file or until you quit, or set up a password store.</extracomment>
        <translation>可以把 Secret 存进配置文件，或只用到退出为止，也可以启用密码库。</translation>
    </message>
    <message>
        <source>keyring_failed.cause</source>
        <extracomment>This computer&apos;s password store did not answer.</extracomment>
        <translation>本机密码库没有响应。</translation>
    </message>
    <message>
        <source>keyring_failed.cause.locked</source>
        <extracomment>This computer&apos;s password store is locked.</extracomment>
        <translation>本机密码库处于锁定状态。</translation>
    </message>
    <message>
        <source>keyring_failed.remedy</source>
        <extracomment>Unlock it, then try again.</extracomment>
        <translation>请解锁后重试。</translation>
    </message>
    <message>
        <source>keyring_forgets.cause</source>
        <extracomment>This computer&apos;s password store did not keep the secret.</extracomment>
        <translation>本机密码库没有保存密钥。</translation>
    </message>
    <message>
        <source>keyring_forgets.remedy</source>
        <extracomment>Set up a password store, or save the secret in the settings file on purpose.</extracomment>
        <translation>请设置密码库，或有意把密钥保存到设置文件中。</translation>
    </message>
    <message>
        <source>keyring_unknown.cause</source>
        <extracomment>The password store that was chosen does not exist.</extracomment>
        <translation>所选的密码库不存在。</translation>
    </message>
    <message>
        <source>keyring_unknown.remedy</source>
        <extracomment>Remove or correct the variable PYTHON_KEYRING_BACKEND.</extracomment>
        <translation>请删除或改正变量 PYTHON_KEYRING_BACKEND。</translation>
    </message>
    <message>
        <source>lines_merged.cause</source>
        <extracomment>Several settings stand on one line of the settings file.</extracomment>
        <translation>设置文件里有几项设置写在了同一行。</translation>
    </message>
    <message>
        <source>lines_merged.cause.two_values</source>
        <extracomment>One setting has two values in the settings file.</extracomment>
        <translation>配置文件里同一个设置有两个不同的值。</translation>
    </message>
    <message>
        <source>lines_merged.remedy</source>
        <extracomment>Let OssDrop write each on a line of its own; the values stay the same.</extracomment>
        <translation>让 OssDrop 把它们各写一行，内容不变。</translation>
    </message>
    <message>
        <source>lines_merged.remedy.in_folder</source>
        <extracomment>Open the file, and put each setting on a line of its own. Then allow it.</extracomment>
        <translation>请打开文件，让每个设置单独占一行，再允许使用它。</translation>
    </message>
    <message>
        <source>lines_merged.remedy.two_values</source>
        <extracomment>Open the file, and leave only the right line of this setting.</extracomment>
        <translation>请打开文件，只保留这个设置正确的那一行。</translation>
    </message>
    <message>
        <source>link_expired.cause</source>
        <extracomment>This link has expired.</extracomment>
        <translation>链接已过期。</translation>
    </message>
    <message>
        <source>link_expired.remedy</source>
        <extracomment>Copy a new link.</extracomment>
        <translation>请复制新链接。</translation>
    </message>
    <message>
        <source>link_temporary.cause</source>
        <extracomment>This temporary link has expired and cannot be renewed.</extracomment>
        <translation>这个临时链接已过期，无法续期。</translation>
    </message>
    <message>
        <source>link_temporary.remedy</source>
        <extracomment>Upload the file again.</extracomment>
        <translation>请重新上传文件。</translation>
    </message>
    <message>
        <source>link_uncheckable.cause</source>
        <extracomment>Temporary links open for their model only, so they cannot be checked here.</extracomment>
        <translation>临时链接只有对应的模型能打开，无法在这里检查。</translation>
    </message>
    <message>
        <source>link_uncheckable.remedy</source>
        <extracomment>Give it to the model it was made for.</extracomment>
        <translation>请交给对应的模型使用。</translation>
    </message>
    <message>
        <source>login_page.cause</source>
        <extracomment>Another page answered instead of the service.</extracomment>
        <translation>响应的是其他网页，而不是服务。</translation>
    </message>
    <message>
        <source>login_page.remedy</source>
        <extracomment>Open a browser and sign in to this Wi-Fi or network, then try again.</extracomment>
        <translation>请打开浏览器登录当前 Wi-Fi 或网络，然后重试。</translation>
    </message>
    <message>
        <source>misfit.clip_elsewhere</source>
        <extracomment>%1 takes no clips: %2 does.</extracomment>
        <translation>%1 不接受视频，可以改用 %2。</translation>
    </message>
    <message>
        <source>misfit.clip_format</source>
        <extracomment>%1 takes clips as %2: this one is %3.</extracomment>
        <translation>%1 接受的视频格式是 %2：这个是 %3。</translation>
    </message>
    <message>
        <source>misfit.clip_heavy</source>
        <extracomment>%1 takes clips up to %2 MB: this one has %3 MB.</extracomment>
        <translation>%1 接受的视频最大 %2 MB：这个有 %3 MB。</translation>
    </message>
    <message>
        <source>misfit.clip_large</source>
        <extracomment>%1 takes clips up to %2 pixels a side: this one is %3.</extracomment>
        <translation>%1 接受的视频每边最多 %2 像素：这个是 %3。</translation>
    </message>
    <message>
        <source>misfit.clip_long</source>
        <extracomment>%1 takes clips up to %2: this one has %3.</extracomment>
        <translation>%1 接受的视频最长 %2：这个有 %3。</translation>
    </message>
    <message>
        <source>misfit.clip_narrow</source>
        <extracomment>%1 takes clips up to %2 times as long as wide: this one is %3.</extracomment>
        <translation>%1 接受的视频长宽比最多 %2：这个是 %3。</translation>
    </message>
    <message>
        <source>misfit.clip_short</source>
        <extracomment>%1 takes clips of at least %2: this one has %3.</extracomment>
        <translation>%1 接受的视频至少 %2：这个只有 %3。</translation>
    </message>
    <message>
        <source>misfit.clip_small</source>
        <extracomment>%1 takes clips of at least %2 pixels a side: this one is %3.</extracomment>
        <translation>%1 接受的视频每边至少 %2 像素：这个是 %3。</translation>
    </message>
    <message>
        <source>misfit.link_private</source>
        <extracomment>%1 opens public links only, and temporary storage gives none.</extracomment>
        <translation>%1 只能打开公开链接，临时存储没有这种链接。</translation>
    </message>
    <message>
        <source>misfit.no_clip</source>
        <extracomment>%1 takes no clips.</extracomment>
        <translation>%1 不接受视频。</translation>
    </message>
    <message>
        <source>misfit.no_picture</source>
        <extracomment>%1 takes no pictures.</extracomment>
        <translation>%1 不接受图片。</translation>
    </message>
    <message>
        <source>misfit.no_sound</source>
        <extracomment>%1 takes no sound.</extracomment>
        <translation>%1 不接受音频。</translation>
    </message>
    <message>
        <source>misfit.picture_damaged</source>
        <extracomment>%1 cannot read this picture: it is damaged or empty.</extracomment>
        <translation>%1 无法读取这张图片：图片已损坏，或者是空文件。</translation>
    </message>
    <message>
        <source>misfit.picture_elsewhere</source>
        <extracomment>%1 takes no pictures: %2 does.</extracomment>
        <translation>%1 不接受图片，可以改用 %2。</translation>
    </message>
    <message>
        <source>misfit.picture_format</source>
        <extracomment>%1 takes pictures as %2: this one is %3.</extracomment>
        <translation>%1 接受的图片格式是 %2：这张是 %3。</translation>
    </message>
    <message>
        <source>misfit.picture_heavy</source>
        <extracomment>%1 takes pictures up to %2 MB: this one has %3 MB.</extracomment>
        <translation>%1 接受的图片最大 %2 MB：这张有 %3 MB。</translation>
    </message>
    <message>
        <source>misfit.picture_large</source>
        <extracomment>%1 takes pictures up to %2 pixels a side: this one is %3.</extracomment>
        <translation>%1 接受的图片每边最多 %2 像素：这张是 %3。</translation>
    </message>
    <message>
        <source>misfit.picture_many</source>
        <extracomment>%1 takes up to %2 pictures at once: these are %3.</extracomment>
        <translation>%1 一次最多接受 %2 张图片：现在有 %3 张。</translation>
    </message>
    <message>
        <source>misfit.picture_narrow</source>
        <extracomment>%1 takes pictures up to %2 times as long as wide: this one is %3.</extracomment>
        <translation>%1 接受的图片长宽比最多 %2：这张是 %3。</translation>
    </message>
    <message>
        <source>misfit.picture_small</source>
        <extracomment>%1 takes pictures of at least %2 pixels a side: this one is %3.</extracomment>
        <translation>%1 接受的图片每边至少 %2 像素：这张是 %3。</translation>
    </message>
    <message>
        <source>misfit.sound_elsewhere</source>
        <extracomment>%1 takes no sound: %2 does.</extracomment>
        <translation>%1 不接受音频，可以改用 %2。</translation>
    </message>
    <message>
        <source>misfit.sound_format</source>
        <extracomment>%1 takes sound as %2: this one is %3.</extracomment>
        <translation>%1 接受的音频格式是 %2：这个是 %3。</translation>
    </message>
    <message>
        <source>misfit.sound_heavy</source>
        <extracomment>%1 takes sound up to %2 MB: this one has %3 MB.</extracomment>
        <translation>%1 接受的音频最大 %2 MB：这个有 %3 MB。</translation>
    </message>
    <message>
        <source>misfit.sound_long</source>
        <extracomment>%1 takes sound up to %2: this one has %3.</extracomment>
        <translation>%1 接受的音频最长 %2：这个有 %3。</translation>
    </message>
    <message>
        <source>misfit.sound_low</source>
        <extracomment>%1 takes sound of at least %2 samples a second: this one has %3.</extracomment>
        <translation>%1 接受的录音采样率至少 %2 Hz：这个是 %3 Hz。</translation>
    </message>
    <message>
        <source>misfit.sound_short</source>
        <extracomment>%1 takes sound of at least %2: this one has %3.</extracomment>
        <translation>%1 接受的音频至少 %2：这个只有 %3。</translation>
    </message>
    <message>
        <source>model_cannot_open.cause</source>
        <extracomment>The model could not open the link.</extracomment>
        <translation>模型打不开这个链接。</translation>
    </message>
    <message>
        <source>model_cannot_open.remedy</source>
        <extracomment>It may have expired, or the file may be too large or of another kind than it says: copy a fresh link, and make sure that the file opens in a browser.</extracomment>
        <translation>链接可能已过期，文件也可能太大，或与文件名的类型不符：请复制新链接，并确认浏览器能打开它。</translation>
    </message>
    <message>
        <source>model_cannot_open.remedy.of_temporary</source>
        <extracomment>A temporary link works for 48 hours, with the API key and model it was made for. Upload the file again and use the new link.</extracomment>
        <translation>临时链接有效期为 48 小时，且只能由生成它时的 API Key 和模型使用。请重新上传文件，再使用新的链接。</translation>
    </message>
    <message>
        <source>model_refused.cause</source>
        <extracomment>The model did not take this request.</extracomment>
        <translation>模型没有接受这个请求。</translation>
    </message>
    <message>
        <source>model_refused.remedy</source>
        <extracomment>The details say why. Another model may take the file.</extracomment>
        <translation>详情里有原因。换一个模型也许可以。</translation>
    </message>
    <message>
        <source>model_unknown.cause</source>
        <extracomment>There is no model with this name for this API key.</extracomment>
        <translation>这个 API Key 没有这个名称的模型。</translation>
    </message>
    <message>
        <source>model_unknown.remedy</source>
        <extracomment>Choose another model: the name may be misspelt, or the model retired.</extracomment>
        <translation>请选择其他模型：名称可能有误，或该模型已下线。</translation>
    </message>
    <message>
        <source>name_refused.cause</source>
        <extracomment>The service does not accept this file&apos;s name.</extracomment>
        <translation>服务不接受这个文件名。</translation>
    </message>
    <message>
        <source>name_refused.remedy</source>
        <extracomment>Rename the file and add it again.</extracomment>
        <translation>请改名后重新添加。</translation>
    </message>
    <message>
        <source>network_timeout.cause</source>
        <extracomment>The network did not answer in time.</extracomment>
        <translation>网络响应超时。</translation>
    </message>
    <message>
        <source>network_timeout.remedy</source>
        <extracomment>Check your internet connection.</extracomment>
        <translation>请检查网络连接。</translation>
    </message>
    <message>
        <source>network_unreachable.cause</source>
        <extracomment>The service cannot be reached.</extracomment>
        <translation>无法连接到服务。</translation>
    </message>
    <message>
        <source>network_unreachable.cause.not_http</source>
        <extracomment>What answers at this address is no web service.</extracomment>
        <translation>这个地址上的不是网络服务。</translation>
    </message>
    <message>
        <source>network_unreachable.cause.not_https</source>
        <extracomment>What answers at this address does not speak https.</extracomment>
        <translation>这个地址上的服务没有使用 https。</translation>
    </message>
    <message>
        <source>network_unreachable.cause.refused</source>
        <extracomment>The connection was refused at this address.</extracomment>
        <translation>该地址拒绝了连接。</translation>
    </message>
    <message>
        <source>network_unreachable.cause.too_many_open</source>
        <extracomment>No connection could be made: too many files are open at once.</extracomment>
        <translation>无法建立连接：同时打开的文件太多。</translation>
    </message>
    <message>
        <source>network_unreachable.cause.unknown_name</source>
        <extracomment>The service&apos;s address was not found.</extracomment>
        <translation>找不到服务的地址。</translation>
    </message>
    <message>
        <source>network_unreachable.remedy</source>
        <extracomment>Check your internet connection.</extracomment>
        <translation>请检查网络连接。</translation>
    </message>
    <message>
        <source>network_unreachable.remedy.not_http</source>
        <extracomment>Check the port in the address that is set.</extracomment>
        <translation>请检查所填地址中的端口。</translation>
    </message>
    <message>
        <source>network_unreachable.remedy.not_https</source>
        <extracomment>Check the port in the address that is set. On a public Wi-Fi, open a browser and sign in first.</extracomment>
        <translation>请检查所填地址中的端口。如果连接的是公共 Wi-Fi，请先打开浏览器登录。</translation>
    </message>
    <message>
        <source>network_unreachable.remedy.refused</source>
        <extracomment>Check the port in the address that is set; a firewall may be in the way as well.</extracomment>
        <translation>请检查所填地址中的端口；也可能是被防火墙拦截。</translation>
    </message>
    <message>
        <source>network_unreachable.remedy.too_many_open</source>
        <extracomment>Close some programs, or send fewer files at once.</extracomment>
        <translation>请关闭一些程序，或者一次少传一些文件。</translation>
    </message>
    <message>
        <source>network_unreachable.remedy.unknown_name</source>
        <extracomment>Check your internet connection; and the region and the endpoint for typing mistakes.</extracomment>
        <translation>请检查网络连接，以及地域和 Endpoint 是否写错。</translation>
    </message>
    <message>
        <source>not_allowed_here.cause</source>
        <extracomment>The administrator of this computer does not allow this.</extracomment>
        <translation>这台电脑的管理员不允许此操作。</translation>
    </message>
    <message>
        <source>not_allowed_here.cause.ask</source>
        <extracomment>The administrator of this computer has switched questions to models off.</extracomment>
        <translation>这台电脑的管理员已关闭向模型提问的功能。</translation>
    </message>
    <message>
        <source>not_allowed_here.cause.bucket</source>
        <extracomment>The administrator of this computer does not allow this bucket.</extracomment>
        <translation>这台电脑的管理员不允许使用此 Bucket。</translation>
    </message>
    <message>
        <source>not_allowed_here.cause.endpoint</source>
        <extracomment>The administrator of this computer does not allow this endpoint.</extracomment>
        <translation>这台电脑的管理员不允许使用此 Endpoint。</translation>
    </message>
    <message>
        <source>not_allowed_here.cause.lifetime</source>
        <extracomment>The administrator of this computer does not allow links that long.</extracomment>
        <translation>这台电脑的管理员不允许链接有效这么久。</translation>
    </message>
    <message>
        <source>not_allowed_here.cause.mcp</source>
        <extracomment>The administrator of this computer has switched the service for agents off.</extracomment>
        <translation>这台电脑的管理员已关闭供智能体使用的服务。</translation>
    </message>
    <message>
        <source>not_allowed_here.cause.practice</source>
        <extracomment>The administrator of this computer has switched practice off.</extracomment>
        <translation>这台电脑的管理员已关闭试用。</translation>
    </message>
    <message>
        <source>not_allowed_here.cause.temporary</source>
        <extracomment>The administrator of this computer has switched temporary storage off.</extracomment>
        <translation>这台电脑的管理员已关闭百炼临时存储。</translation>
    </message>
    <message>
        <source>not_allowed_here.cause.watch</source>
        <extracomment>The administrator of this computer has switched watched folders off.</extracomment>
        <translation>这台电脑的管理员已关闭文件夹监视。</translation>
    </message>
    <message>
        <source>not_allowed_here.remedy</source>
        <extracomment>If you need it, ask your administrator.</extracomment>
        <translation>如有需要，请联系管理员。</translation>
    </message>
    <message>
        <source>not_allowed_here.remedy.bucket</source>
        <extracomment>Use an allowed one, named in the details, or ask your administrator.</extracomment>
        <translation>请使用详情中列出的 Bucket，或联系管理员。</translation>
    </message>
    <message>
        <source>not_allowed_here.remedy.lifetime</source>
        <extracomment>Choose a shorter time: the details say which is possible.</extracomment>
        <translation>请选择更短的有效期：详情中写明了上限。</translation>
    </message>
    <message>
        <source>not_allowed_here.remedy.temporary</source>
        <extracomment>Use your own bucket, or ask your administrator.</extracomment>
        <translation>请使用自己的 Bucket，或联系管理员。</translation>
    </message>
    <message>
        <source>not_configured.cause</source>
        <extracomment>No upload destination is set up yet.</extracomment>
        <translation>还没有设置文件存放的位置。</translation>
    </message>
    <message>
        <source>not_configured.remedy</source>
        <extracomment>Enter a bucket and its region, or an API key for temporary storage, or try it first.</extracomment>
        <translation>请填写 Bucket 和地域，或填写百炼 API Key 使用临时存储，也可以先试用。</translation>
    </message>
    <message>
        <source>note.access_key</source>
        <extracomment>AccessKey ID: %1</extracomment>
        <translation>AccessKey ID：%1</translation>
    </message>
    <message>
        <source>note.bucket</source>
        <extracomment>Bucket: %1</extracomment>
        <translation>Bucket：%1</translation>
    </message>
    <message>
        <source>note.cause</source>
        <extracomment>What happens: %1</extracomment>
        <translation>现象：%1</translation>
    </message>
    <message>
        <source>note.folder</source>
        <extracomment>Folder: %1</extracomment>
        <translation>存放目录：%1</translation>
    </message>
    <message>
        <source>note.please</source>
        <extracomment>Please help me to upload files to our OSS bucket.</extracomment>
        <translation>请帮我开通向公司 OSS Bucket 上传文件的权限。</translation>
    </message>
    <message>
        <source>note.policy</source>
        <extracomment>This RAM policy is all that is needed:</extracomment>
        <translation>只需要这条 RAM 权限策略：</translation>
    </message>
    <message>
        <source>note.region</source>
        <extracomment>Region: %1</extracomment>
        <translation>地域：%1</translation>
    </message>
    <message>
        <source>note.request</source>
        <extracomment>Request ID: %1</extracomment>
        <translation>Request ID：%1</translation>
    </message>
    <message>
        <source>note.where</source>
        <extracomment>In the console: RAM › Policies › Create › JSON, paste it; then RAM › Users › the user of this AccessKey › Permissions › add the policy.</extracomment>
        <translation>在控制台：RAM › 权限策略 › 创建 › 脚本编辑，粘贴；然后 RAM › 用户 › 该 AccessKey 的用户 › 权限管理 › 新增授权。</translation>
    </message>
    <message>
        <source>object_exists.cause</source>
        <extracomment>A different file is already stored under this name.</extracomment>
        <translation>同名位置已有另一个文件。</translation>
    </message>
    <message>
        <source>object_exists.remedy</source>
        <extracomment>Try again.</extracomment>
        <translation>请重试。</translation>
    </message>
    <message>
        <source>object_missing.cause</source>
        <extracomment>The file is no longer in the bucket.</extracomment>
        <translation>文件已经不在 Bucket 里了。</translation>
    </message>
    <message>
        <source>object_missing.remedy</source>
        <extracomment>Upload it again.</extracomment>
        <translation>请重新上传。</translation>
    </message>
    <message>
        <source>own_file_failed.cause</source>
        <extracomment>OssDrop could not read or keep something in its own folder.</extracomment>
        <translation>OssDrop 自己的文件夹中有内容无法读取或保存。</translation>
    </message>
    <message>
        <source>own_file_failed.cause.disk_full</source>
        <extracomment>The disk has too little room for what comes from stdin.</extracomment>
        <translation>磁盘空间不够，存不下 stdin 传来的内容。</translation>
    </message>
    <message>
        <source>own_file_failed.cause.no_rights</source>
        <extracomment>OssDrop may not read its own settings folder.</extracomment>
        <translation>OssDrop 没有权限读取自己的配置文件夹。</translation>
    </message>
    <message>
        <source>own_file_failed.remedy</source>
        <extracomment>Another program may have the file open, such as a virus scanner, or the disk is full or write-protected. Try again in a moment.</extracomment>
        <translation>可能有其他程序（例如杀毒软件）正打开着该文件，或者磁盘已满或被写保护。请稍后重试。</translation>
    </message>
    <message>
        <source>own_file_failed.remedy.disk_full</source>
        <extracomment>Free some space first.</extracomment>
        <translation>请先清理一些空间。</translation>
    </message>
    <message>
        <source>own_file_failed.remedy.no_rights</source>
        <extracomment>It may belong to another user. Take it over, or ask whoever looks after this computer.</extracomment>
        <translation>它可能属于另一个用户。请取得该文件夹的权限，或联系管理这台电脑的人。</translation>
    </message>
    <message>
        <source>permission_missing.cause</source>
        <extracomment>This AccessKey is not allowed to do this.</extracomment>
        <translation>这个 AccessKey 没有所需的权限。</translation>
    </message>
    <message>
        <source>permission_missing.cause.of_api_key</source>
        <extracomment>The model service does not allow this API key to store files.</extracomment>
        <translation>模型服务不允许这个 API Key 存文件。</translation>
    </message>
    <message>
        <source>permission_missing.remedy</source>
        <extracomment>Copy the note and send it to your admin.</extracomment>
        <translation>请把说明发给管理员。</translation>
    </message>
    <message>
        <source>permission_missing.remedy.of_api_key</source>
        <extracomment>The console of Model Studio says whether the model is activated, and whether its quota lasts. Else enter another key.</extracomment>
        <translation>请在百炼控制台查看模型是否已开通、额度是否用完；或者换一个 API Key。</translation>
    </message>
    <message>
        <source>picture_failed.cause</source>
        <extracomment>The picture could not be downloaded from that page.</extracomment>
        <translation>无法从那里取得图片。</translation>
    </message>
    <message>
        <source>picture_failed.remedy</source>
        <extracomment>Save it as a file, then drop that here.</extracomment>
        <translation>请先另存为文件，再把文件拖到这里。</translation>
    </message>
    <message>
        <source>policies_unreadable.cause</source>
        <extracomment>What the administrator of this computer has decided cannot be read.</extracomment>
        <translation>无法读取这台电脑的管理员所做的设置。</translation>
    </message>
    <message>
        <source>policies_unreadable.remedy</source>
        <extracomment>Tell your administrator. Until it is mended, nothing is sent.</extracomment>
        <translation>请告诉管理员。修复之前不会上传任何文件。</translation>
    </message>
    <message>
        <source>policy_expired.cause</source>
        <extracomment>The permission to upload expired before the file arrived.</extracomment>
        <translation>文件还没传完，上传凭证就过期了。</translation>
    </message>
    <message>
        <source>policy_expired.remedy</source>
        <extracomment>Try again.</extracomment>
        <translation>请重试。</translation>
    </message>
    <message>
        <source>practice_failed.cause</source>
        <extracomment>The practice bucket could not be started.</extracomment>
        <translation>无法启动试用 Bucket。</translation>
    </message>
    <message>
        <source>practice_failed.cause.port_taken</source>
        <extracomment>The port of the practice bucket cannot be used.</extracomment>
        <translation>试用 Bucket 的端口用不了。</translation>
    </message>
    <message>
        <source>practice_failed.remedy</source>
        <extracomment>Close other copies of OssDrop, or free some disk space. The details say why.</extracomment>
        <translation>请关闭其他 OssDrop，或腾出一些磁盘空间。原因见详情。</translation>
    </message>
    <message>
        <source>practice_failed.remedy.port_taken</source>
        <extracomment>Choose another one with --port, let --any-port find one, or end the program that has it.</extracomment>
        <translation>用 --port 换一个端口，或用 --any-port 自动选择，也可以关掉占用它的程序。</translation>
    </message>
    <message>
        <source>prefix_invalid.cause</source>
        <extracomment>The folder in the bucket cannot be used.</extracomment>
        <translation>存放目录无法使用。</translation>
    </message>
    <message>
        <source>prefix_invalid.cause.too_long</source>
        <extracomment>The name of the folder in the bucket is too long.</extracomment>
        <translation>Bucket 里的目录名太长。</translation>
    </message>
    <message>
        <source>prefix_invalid.remedy</source>
        <extracomment>Use letters, digits and hyphens, with single slashes in between.</extracomment>
        <translation>请使用文字、数字和连字符，中间用单个斜杠分隔。</translation>
    </message>
    <message>
        <source>prefix_invalid.remedy.too_long</source>
        <extracomment>Use a shorter one: 512 letters at most, fewer in Chinese.</extracomment>
        <translation>请用短一些的：最多 512 个字母，中文更少。</translation>
    </message>
    <message>
        <source>profiles_unreadable.cause</source>
        <extracomment>Some of your destinations could not be read.</extracomment>
        <translation>有些存放位置的设置无法读取。</translation>
    </message>
    <message>
        <source>profiles_unreadable.remedy</source>
        <extracomment>Set them up again. What was there is kept in OssDrop&apos;s settings folder.</extracomment>
        <translation>请重新设置。原来的内容保留在 OssDrop 的设置文件夹中。</translation>
    </message>
    <message>
        <source>proxy_failed.cause</source>
        <extracomment>The proxy did not let the file through.</extracomment>
        <translation>代理没有放行。</translation>
    </message>
    <message>
        <source>proxy_failed.cause.login</source>
        <extracomment>The proxy wants a name and a password, or does not take those it got.</extracomment>
        <translation>代理服务器需要用户名和密码，或者不接受已填写的。</translation>
    </message>
    <message>
        <source>proxy_failed.remedy</source>
        <extracomment>Check the proxy settings of this computer.</extracomment>
        <translation>请检查本机的代理设置。</translation>
    </message>
    <message>
        <source>proxy_failed.remedy.login</source>
        <extracomment>Enter them under Proxy in Settings, or ask your IT department.</extracomment>
        <translation>请在设置的“代理”里填写，或询问 IT 部门。</translation>
    </message>
    <message>
        <source>proxy_invalid.cause</source>
        <extracomment>The proxy&apos;s address cannot be used.</extracomment>
        <translation>代理地址无法使用。</translation>
    </message>
    <message>
        <source>proxy_invalid.cause.socks</source>
        <extracomment>OssDrop cannot use a SOCKS proxy.</extracomment>
        <translation>OssDrop 不能使用 SOCKS 代理。</translation>
    </message>
    <message>
        <source>proxy_invalid.remedy</source>
        <extracomment>Write it like proxy.example.com:8080.</extracomment>
        <translation>请写成 proxy.example.com:8080 的形式。</translation>
    </message>
    <message>
        <source>proxy_invalid.remedy.socks</source>
        <extracomment>Use the proxy program&apos;s port for HTTP instead, like 127.0.0.1:7890.</extracomment>
        <translation>请改用代理软件的 HTTP 端口，例如 127.0.0.1:7890。</translation>
    </message>
    <message>
        <source>proxy_unreachable.cause</source>
        <extracomment>The proxy does not get through to the service.</extracomment>
        <translation>代理服务器连接不到服务。</translation>
    </message>
    <message>
        <source>proxy_unreachable.cause.refused</source>
        <extracomment>The proxy does not answer.</extracomment>
        <translation>代理服务器没有响应。</translation>
    </message>
    <message>
        <source>proxy_unreachable.cause.unknown_name</source>
        <extracomment>The proxy was not found.</extracomment>
        <translation>找不到代理服务器。</translation>
    </message>
    <message>
        <source>proxy_unreachable.remedy</source>
        <extracomment>Check your internet connection, the region, and the proxy in the settings.</extracomment>
        <translation>请检查网络连接、地域，以及设置里的“代理”。</translation>
    </message>
    <message>
        <source>referer_refused.cause</source>
        <extracomment>The bucket opens its files from certain web pages only.</extracomment>
        <translation>这个 Bucket 只允许从指定网页打开文件。</translation>
    </message>
    <message>
        <source>referer_refused.remedy</source>
        <extracomment>Ask your admin to allow an empty Referer in the bucket&apos;s hotlink protection.</extracomment>
        <translation>请管理员在 Bucket 的防盗链中允许空 Referer。</translation>
    </message>
    <message>
        <source>region_invalid.cause</source>
        <extracomment>This is not an OSS region ID.</extracomment>
        <translation>地域的写法不正确。</translation>
    </message>
    <message>
        <source>region_invalid.remedy</source>
        <extracomment>Write it like cn-beijing.</extracomment>
        <translation>请写成 cn-beijing 这样的形式。</translation>
    </message>
    <message>
        <source>region_missing.cause</source>
        <extracomment>The region of the bucket is missing.</extracomment>
        <translation>缺少 Bucket 所在的地域。</translation>
    </message>
    <message>
        <source>region_missing.remedy</source>
        <extracomment>Choose the region that it is in, for example China (Beijing), cn-beijing.</extracomment>
        <translation>请选择 Bucket 所在的地域，例如华北2（北京），cn-beijing。</translation>
    </message>
    <message>
        <source>region_wrong.cause</source>
        <extracomment>The bucket is in another region.</extracomment>
        <translation>Bucket 在另一个地域。</translation>
    </message>
    <message>
        <source>region_wrong.remedy</source>
        <extracomment>Enter the region of the bucket.</extracomment>
        <translation>请改成 Bucket 所在的地域。</translation>
    </message>
    <message>
        <source>result_gone.cause</source>
        <extracomment>This result is gone: its link works for 24 hours.</extracomment>
        <translation>这个结果已经没有了：它的链接只有 24 小时有效。</translation>
    </message>
    <message>
        <source>result_gone.remedy</source>
        <extracomment>Ask the model again, and keep the new result in time.</extracomment>
        <translation>请让模型重新生成，并及时保存。</translation>
    </message>
    <message>
        <source>result_unusable.cause</source>
        <extracomment>There is no picture, clip or recording behind this link.</extracomment>
        <translation>这个链接背后没有图片、视频或录音。</translation>
    </message>
    <message>
        <source>result_unusable.cause.private</source>
        <extracomment>A link in a text is not followed into a private network.</extracomment>
        <translation>文本中的链接指向内网地址，不会访问。</translation>
    </message>
    <message>
        <source>result_unusable.cause.unknown_name</source>
        <extracomment>The address in this link was not found.</extracomment>
        <translation>找不到这个链接里的地址。</translation>
    </message>
    <message>
        <source>result_unusable.remedy</source>
        <extracomment>Copy the link again from the model&apos;s answer.</extracomment>
        <translation>请从模型的回答里重新复制链接。</translation>
    </message>
    <message>
        <source>result_unusable.remedy.private</source>
        <extracomment>If you know what it is, download it yourself and upload the file.</extracomment>
        <translation>如果你知道它是什么，请自行下载后再上传文件。</translation>
    </message>
    <message>
        <source>result_unusable.remedy.unknown_name</source>
        <extracomment>Check the link, and your internet connection.</extracomment>
        <translation>请检查链接和网络连接。</translation>
    </message>
    <message>
        <source>results_unreadable.cause</source>
        <extracomment>This is not a results file of the Batch API, or it is damaged.</extracomment>
        <translation>这不是批量推理的结果文件，或者文件已损坏。</translation>
    </message>
    <message>
        <source>results_unreadable.remedy</source>
        <extracomment>Download it again from the console of Model Studio.</extracomment>
        <translation>请从百炼控制台重新下载。</translation>
    </message>
    <message>
        <source>row_imported.cause</source>
        <extracomment>This row was imported, and its bucket is not set up here.</extracomment>
        <translation>这一行是导入的，它的 Bucket 没有在本机设置。</translation>
    </message>
    <message>
        <source>row_imported.remedy</source>
        <extracomment>Set up that bucket with the AccessKey it was uploaded with; then the row gives links.</extracomment>
        <translation>请用上传时的 AccessKey 设置该 Bucket，之后这一行就能生成链接。</translation>
    </message>
    <message>
        <source>secret_differs.cause</source>
        <extracomment>The password store keeps another secret than the settings file.</extracomment>
        <translation>本机密码库里保存的是另一个 Secret，与配置文件中的不同。</translation>
    </message>
    <message>
        <source>secret_differs.remedy</source>
        <extracomment>Enter the right one: it takes the place of both.</extracomment>
        <translation>请重新输入正确的 Secret，它会取代这两个。</translation>
    </message>
    <message>
        <source>secret_wrong.cause</source>
        <extracomment>The AccessKey Secret is wrong.</extracomment>
        <translation>AccessKey Secret 不正确。</translation>
    </message>
    <message>
        <source>secret_wrong.remedy</source>
        <extracomment>Enter it again, without spaces before or after it.</extracomment>
        <translation>请重新填写，前后不要有空格。</translation>
    </message>
    <message>
        <source>secret_wrong.remedy.before_stays</source>
        <extracomment>The one before stays in use. Enter the new one again.</extracomment>
        <translation>仍在使用之前的密钥。请重新填写新的密钥。</translation>
    </message>
    <message>
        <source>service_busy.cause</source>
        <extracomment>The service is busy.</extracomment>
        <translation>服务繁忙。</translation>
    </message>
    <message>
        <source>service_busy.remedy</source>
        <extracomment>Wait a moment, then try again.</extracomment>
        <translation>请稍后重试。</translation>
    </message>
    <message>
        <source>service_failed.cause</source>
        <extracomment>The service had an internal problem.</extracomment>
        <translation>服务出现了内部问题。</translation>
    </message>
    <message>
        <source>service_failed.remedy</source>
        <extracomment>Wait a moment, then try again.</extracomment>
        <translation>请稍后重试。</translation>
    </message>
    <message>
        <source>settings_file_unreadable.cause</source>
        <extracomment>This file is not an OssDrop settings export.</extracomment>
        <translation>这个文件不是 OssDrop 导出的设置。</translation>
    </message>
    <message>
        <source>settings_file_unreadable.remedy</source>
        <extracomment>Choose a .json file made by “Export settings”.</extracomment>
        <translation>请选择由“导出设置”生成的 .json 文件。</translation>
    </message>
    <message>
        <source>signature_refused.cause</source>
        <extracomment>The service refused how the request was signed.</extracomment>
        <translation>服务拒绝了请求的签名方式。</translation>
    </message>
    <message>
        <source>signature_refused.remedy</source>
        <extracomment>Please report this as a fault of OssDrop.</extracomment>
        <translation>请把这个问题反馈给 OssDrop。</translation>
    </message>
    <message>
        <source>token_expired.cause</source>
        <extracomment>The temporary credentials have expired.</extracomment>
        <translation>临时凭证已过期。</translation>
    </message>
    <message>
        <source>token_expired.cause.stale_token</source>
        <extracomment>There is a session token that does not belong to this AccessKey.</extracomment>
        <translation>有一个会话 Token 不属于这个 AccessKey。</translation>
    </message>
    <message>
        <source>token_expired.remedy</source>
        <extracomment>Request new ones and enter all three: ID, Secret and token.</extracomment>
        <translation>请获取新的临时凭证，并填写全部三项：ID、Secret 和令牌。</translation>
    </message>
    <message>
        <source>token_expired.remedy.ended</source>
        <extracomment>Enter new ones: ID, Secret and token are all others then.</extracomment>
        <translation>请填写新的凭证：ID、Secret 和令牌都会不同。</translation>
    </message>
    <message>
        <source>token_expired.remedy.stale_token</source>
        <extracomment>Remove the session token: an AccessKey that lasts needs none.</extracomment>
        <translation>请删掉会话 Token：长期有效的 AccessKey 不需要它。</translation>
    </message>
    <message>
        <source>unexpected.cause</source>
        <extracomment>An unexpected error occurred.</extracomment>
        <translation>发生了未知的问题。</translation>
    </message>
    <message>
        <source>unexpected.remedy</source>
        <extracomment>Try again. If it keeps happening, report it.</extracomment>
        <translation>请重试；如果仍然出现，请反馈给我们。</translation>
    </message>
    <message>
        <source>update_unreadable.cause</source>
        <extracomment>What was found about newer versions does not come from OssDrop.</extracomment>
        <translation>查到的新版本信息不是来自 OssDrop。</translation>
    </message>
    <message>
        <source>update_unreadable.remedy</source>
        <extracomment>Nothing was downloaded. Look at the page where you got OssDrop.</extracomment>
        <translation>没有下载任何内容。请到你获取 OssDrop 的页面查看。</translation>
    </message>
    <message>
        <source>upload_gone.cause</source>
        <extracomment>The service ended the upload.</extracomment>
        <translation>服务端已结束这次上传。</translation>
    </message>
    <message>
        <source>upload_gone.remedy</source>
        <extracomment>Try again.</extracomment>
        <translation>请重试。</translation>
    </message>
    <message>
        <source>value_fixed.cause</source>
        <extracomment>This value is set by an environment variable, which comes first.</extracomment>
        <translation>这个值由环境变量设置，优先级更高。</translation>
    </message>
    <message>
        <source>value_fixed.cause.policy</source>
        <extracomment>This value was set by the administrator of this computer.</extracomment>
        <translation>此值由这台电脑的管理员设置。</translation>
    </message>
    <message>
        <source>value_fixed.remedy</source>
        <extracomment>Change it there, or remove the variable and start OssDrop again.</extracomment>
        <translation>请在环境变量中修改，或删除该变量后重新启动 OssDrop。</translation>
    </message>
    <message>
        <source>value_fixed.remedy.policy</source>
        <extracomment>If it has to change, ask your administrator.</extracomment>
        <translation>如需更改，请联系管理员。</translation>
    </message>
    <message>
        <source>value_unwritable.cause</source>
        <extracomment>Some programs would read this value differently.</extracomment>
        <translation>这个值无法保存成各程序都能一致读取的形式。</translation>
    </message>
    <message>
        <source>value_unwritable.remedy</source>
        <extracomment>Leave out quotes, line breaks, $, backslashes and a # behind a blank.</extracomment>
        <translation>请去掉引号、换行、$、反斜杠，以及空格后的 #。</translation>
    </message>
    <message>
        <source>watch_failed.cause</source>
        <extracomment>The watched folder cannot be read.</extracomment>
        <translation>无法读取被监视的文件夹。</translation>
    </message>
    <message>
        <source>watch_failed.cause.elsewhere</source>
        <extracomment>The watched folder leads to another place now.</extracomment>
        <translation>监视的文件夹现在指向了别的位置。</translation>
    </message>
    <message>
        <source>watch_failed.remedy</source>
        <extracomment>Check that it is still there, or stop watching it in the settings.</extracomment>
        <translation>请确认它还在，或在设置里停止监视。</translation>
    </message>
    <message>
        <source>watch_failed.remedy.elsewhere</source>
        <extracomment>If that is meant, stop watching it in the settings and choose it anew.</extracomment>
        <translation>如果这是你的本意，请在设置中停止监视，再重新选择该文件夹。</translation>
    </message>
</context>
</TS>
