<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CheckCard</name>
    <message numerus="yes">
        <source>%Ln checks passed</source>
        <translation>
            <numerusform>%Ln 项检查通过</numerusform>
        </translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>A tiny file, there and back</source>
        <translation>上传并取回一个小文件</translation>
    </message>
    <message>
        <source>What links do</source>
        <translation>链接的效果</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>安全</translation>
    </message>
    <message>
        <source>A model looks</source>
        <translation>让模型试读</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>开始检查</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Let a model look (costs tokens)</source>
        <translation>让模型试读（消耗 Token）</translation>
    </message>
    <message>
        <source>The check sends a tiny test file.</source>
        <translation>检查会上传一个很小的测试文件。</translation>
    </message>
</context>
<context>
    <name>CheckRow</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>works</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>works, but</source>
        <translation>正常，但有提示</translation>
    </message>
    <message>
        <source>does not work</source>
        <translation>有问题</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>未检查</translation>
    </message>
</context>
<context>
    <name>DesktopServices</name>
    <message numerus="yes">
        <source>%Ln links copied</source>
        <translation>
            <numerusform>已复制 %Ln 个链接</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln links are ready</source>
        <translation>
            <numerusform>%Ln 个链接已就绪</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files failed.</source>
        <translation>
            <numerusform>%Ln 个文件失败。</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Upload with OssDrop</source>
        <translation>用 OssDrop 上传</translation>
    </message>
    <message numerus="yes">
        <source>%Ln links expire within an hour</source>
        <translation>
            <numerusform>%Ln 个链接将在一小时内过期</numerusform>
        </translation>
    </message>
    <message>
        <source>Open OssDrop for new ones.</source>
        <translation>打开 OssDrop 可复制新链接。</translation>
    </message>
</context>
<context>
    <name>DestinationChip</name>
    <message>
        <source>with another AccessKey</source>
        <translation>使用另一个 AccessKey</translation>
    </message>
    <message>
        <source>watching %1</source>
        <translation>监视 %1</translation>
    </message>
    <message>
        <source>cannot read %1</source>
        <translation>无法读取 %1</translation>
    </message>
    <message>
        <source>Practice bucket</source>
        <translation>试用 Bucket</translation>
    </message>
    <message>
        <source>Temporary storage</source>
        <translation>百炼临时存储</translation>
    </message>
    <message>
        <source>Not set up yet</source>
        <translation>还没填好</translation>
    </message>
    <message>
        <source>No destination yet</source>
        <translation>还没有选存放位置</translation>
    </message>
    <message>
        <source>waiting for the password store</source>
        <translation>正在等待密码库</translation>
    </message>
    <message>
        <source>not tried yet</source>
        <translation>尚未验证</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>已就绪</translation>
    </message>
    <message>
        <source>links open on this computer only</source>
        <translation>链接只能在本机打开</translation>
    </message>
    <message>
        <source>cannot upload</source>
        <translation>无法上传</translation>
    </message>
    <message>
        <source>waiting for the network</source>
        <translation>正在等待网络</translation>
    </message>
    <message>
        <source>Proven to work: %1</source>
        <translation>已验证可用：%1</translation>
    </message>
    <message>
        <source>Destination: %1</source>
        <translation>上传到：%1</translation>
    </message>
</context>
<context>
    <name>DestinationForm</name>
    <message>
        <source>Files are kept. Links work for up to 7 days, and a new one can be had any time.</source>
        <translation>文件一直保留。链接最长 7 天有效，随时可以生成新链接。</translation>
    </message>
    <message>
        <source>Links begin with oss:// and work 48 hours, only for the chosen model and your account. They cannot be renewed; not for production.</source>
        <translation>链接以 oss:// 开头，48 小时内有效，仅供所选模型和你的账号使用，不能续期，请勿用于生产环境。</translation>
    </message>
    <message>
        <source>Files stay on this computer. Links to them work here only.</source>
        <translation>文件留在这台电脑上，链接只能在本机打开。</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>还没有保存</translation>
    </message>
    <message>
        <source>Nothing to save</source>
        <translation>没有需要保存的修改</translation>
    </message>
    <message>
        <source>Still missing: %1</source>
        <translation>还缺：%1</translation>
    </message>
    <message>
        <source>A file sent now: until %1</source>
        <translation>现在上传的文件：%1 前有效</translation>
    </message>
    <message>
        <source>%1 · overrides another source</source>
        <translation>%1 · 优先于其他位置</translation>
    </message>
    <message>
        <source>Files are kept, and a new link can be had any time.</source>
        <translation>文件一直保留，随时可以生成新链接。</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>To be corrected: %1</source>
        <translation>需要改正：%1</translation>
    </message>
    <message>
        <source>It belongs to another region than the one above.</source>
        <translation>它属于另一个地域，与上面选的不一致。</translation>
    </message>
    <message>
        <source>Empty: the one of the region. A custom domain goes here.</source>
        <translation>留空则使用地域的默认地址；自定义域名填在这里。</translation>
    </message>
    <message>
        <source>not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>Enter a number: up to 7 days are possible.</source>
        <translation>请填写数字，最长 7 天。</translation>
    </message>
    <message>
        <source>The key works no longer: a link cannot be made.</source>
        <translation>这个密钥已经失效，无法生成链接。</translation>
    </message>
    <message>
        <source>Once this is saved, a file sent now: until %1</source>
        <translation>保存后，现在上传的文件：%1 前有效</translation>
    </message>
    <message>
        <source>The secret of %1 is missing: this one is used instead.</source>
        <translation>找不到 %1 的 Secret，现在用的是这一个。</translation>
    </message>
    <message>
        <source>Links work for 7 days at most.</source>
        <translation>链接最长 7 天有效。</translation>
    </message>
    <message>
        <source>Works until you quit</source>
        <translation>退出前有效</translation>
    </message>
    <message>
        <source>Use and check</source>
        <translation>使用并检查</translation>
    </message>
    <message>
        <source>My bucket</source>
        <translation>我的 Bucket</translation>
    </message>
    <message>
        <source>Temporary, 48 hours</source>
        <translation>临时，48 小时</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>试用</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>Bucket</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地域</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>存放目录</translation>
    </message>
    <message>
        <source>Links work for</source>
        <translation>链接有效期</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpoint</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>Paste what IT sent you…</source>
        <translation>粘贴 IT 发来的内容…</translation>
    </message>
    <message>
        <source>Compare the ways…</source>
        <translation>比较几种方式…</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃修改</translation>
    </message>
    <message>
        <source>Keep it…</source>
        <translation>保留…</translation>
    </message>
    <message>
        <source>Save and check</source>
        <translation>保存并检查</translation>
    </message>
</context>
<context>
    <name>DragVeil</name>
    <message numerus="yes">
        <source>Drop to upload %Ln files</source>
        <translation>
            <numerusform>松开上传 %Ln 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Drop to upload</source>
        <translation>松开即可上传</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>存到 %1</translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Let go to upload</source>
        <translation>松开即可上传</translation>
    </message>
    <message>
        <source>Drop files here</source>
        <translation>把文件拖到这里</translation>
    </message>
    <message>
        <source>Drop it in, get a link</source>
        <translation>拖进来，就有链接</translation>
    </message>
    <message>
        <source>Pictures, clips, recordings, documents or whole folders: the link is in the clipboard when it is done.</source>
        <translation>图片、视频、音频、文档或整个文件夹都可以，上传完成后链接会自动复制到剪贴板。</translation>
    </message>
    <message>
        <source>Paste (%1)</source>
        <translation>粘贴（%1）</translation>
    </message>
    <message>
        <source>Links work 48 hours, for one Qwen model.</source>
        <translation>链接 48 小时内有效，仅供一个千问模型使用。</translation>
    </message>
    <message>
        <source>Links to them open on this computer only.</source>
        <translation>链接只能在本机打开。</translation>
    </message>
    <message>
        <source>They wait, and go by themselves once they can.</source>
        <translation>文件先在这里等待，可以上传时会自动继续。</translation>
    </message>
    <message>
        <source>Anyone with the link can open the file for %1.</source>
        <translation>拿到链接的人在 %1内都能打开文件。</translation>
    </message>
    <message>
        <source>or paste with %1.</source>
        <translation>或按 %1 粘贴。</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>选择文件…</translation>
    </message>
</context>
<context>
    <name>FileMenu</name>
    <message>
        <source>saved in .env</source>
        <translation>保存在 .env</translation>
    </message>
    <message>
        <source>will be saved in .env</source>
        <translation>将保存在 .env</translation>
    </message>
    <message>
        <source>Saved in %1</source>
        <translation>保存在 %1</translation>
    </message>
    <message>
        <source>Will be saved in %1</source>
        <translation>将保存在 %1</translation>
    </message>
    <message>
        <source>Until you quit</source>
        <translation>仅本次使用</translation>
    </message>
    <message>
        <source>Open the settings file</source>
        <translation>打开配置文件</translation>
    </message>
    <message>
        <source>Use %1, which scripts read</source>
        <translation>改用脚本读取的 %1</translation>
    </message>
    <message>
        <source>Use another .env…</source>
        <translation>使用其他 .env…</translation>
    </message>
    <message>
        <source>Export settings, without secrets…</source>
        <translation>导出设置（不含密钥）…</translation>
    </message>
    <message>
        <source>Import settings…</source>
        <translation>导入设置…</translation>
    </message>
    <message>
        <source>Import a history…</source>
        <translation>导入历史记录…</translation>
    </message>
    <message>
        <source>Copy settings for a colleague</source>
        <translation>复制配置给同事</translation>
    </message>
    <message>
        <source>Save a file for support…</source>
        <translation>保存诊断文件…</translation>
    </message>
    <message>
        <source>Open Model Studio&apos;s API keys</source>
        <translation>打开百炼的 API Key 页面</translation>
    </message>
    <message>
        <source>The .env to read and write</source>
        <translation>要读写的 .env</translation>
    </message>
    <message>
        <source>Export settings</source>
        <translation>导出设置</translation>
    </message>
    <message>
        <source>Import settings</source>
        <translation>导入设置</translation>
    </message>
    <message>
        <source>Paste all of this into OssDrop, under “Paste what IT sent”.</source>
        <translation>请把以下全部内容粘贴到 OssDrop 的“粘贴 IT 发来的配置”中。</translation>
    </message>
    <message>
        <source>The settings are copied, without your AccessKey: each person needs their own.</source>
        <translation>配置已复制，不含你的 AccessKey：每个人需要各自的 AccessKey。</translation>
    </message>
    <message>
        <source>Save a file for support</source>
        <translation>保存诊断文件</translation>
    </message>
</context>
<context>
    <name>FirstPage</name>
    <message>
        <source>You can change this at any time.</source>
        <translation>随时可以更改。</translation>
    </message>
    <message>
        <source>Try it first</source>
        <translation>先试用</translation>
    </message>
    <message>
        <source>Needs: nothing</source>
        <translation>不需要准备</translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation>上传</translation>
    </message>
    <message>
        <source>Use “%1”</source>
        <translation>使用“%1”</translation>
    </message>
    <message>
        <source>Files are kept, and a new link can be had any time.</source>
        <translation>文件一直保留，随时可以生成新链接。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Remove “%1”…</source>
        <translation>移除“%1”…</translation>
    </message>
    <message>
        <source>Where should files go?</source>
        <translation>文件要存到哪里？</translation>
    </message>
    <message numerus="yes">
        <source>%Ln unfinished uploads are kept under “Uploads”.</source>
        <translation>
            <numerusform>上次未传完的 %Ln 个文件保留在“上传”中。</numerusform>
        </translation>
    </message>
    <message>
        <source>My company&apos;s bucket or my own</source>
        <translation>公司或自己的 Bucket</translation>
    </message>
    <message>
        <source>Paste what IT sent</source>
        <translation>粘贴 IT 发来的配置</translation>
    </message>
    <message>
        <source>Enter it step by step</source>
        <translation>逐项填写</translation>
    </message>
    <message>
        <source>Temporary storage</source>
        <translation>百炼临时存储</translation>
    </message>
    <message>
        <source>Links for one Qwen model, for 48 hours. They cannot be renewed.</source>
        <translation>链接仅供一个千问模型使用，48 小时内有效，不能续期。</translation>
    </message>
    <message>
        <source>Needs: an API key of Model Studio</source>
        <translation>需要：百炼 API Key</translation>
    </message>
    <message>
        <source>Enter the API key</source>
        <translation>填写 API Key</translation>
    </message>
    <message>
        <source>No account. Files stay on this computer, and links open here only.</source>
        <translation>不用账号。文件只存在这台电脑上，链接也只能在本机打开。</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>开始试用</translation>
    </message>
    <message>
        <source>Files are kept. Links work for up to 7 days, and a new one can be had any time.</source>
        <translation>文件一直保留。链接最长 7 天有效，随时可以生成新链接。</translation>
    </message>
    <message>
        <source>Needs: bucket name, region, AccessKey</source>
        <translation>需要：Bucket 名称、地域、AccessKey</translation>
    </message>
</context>
<context>
    <name>FlowMessages</name>
    <message>
        <source>Fetching %1 of %2…</source>
        <translation>正在获取第 %1 个，共 %2 个…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files were there already: fresh links.</source>
        <translation>
            <numerusform>有 %Ln 个文件之前传过，直接生成了新链接。</numerusform>
        </translation>
    </message>
    <message>
        <source>Send again anyway</source>
        <translation>仍要重新上传</translation>
    </message>
    <message>
        <source>%1 changed after it was sent: the link shows how it was before.</source>
        <translation>“%1”在上传后又被修改：链接对应的是修改前的内容。</translation>
    </message>
    <message>
        <source>Send it again</source>
        <translation>重新上传</translation>
    </message>
    <message>
        <source>Delete what was sent</source>
        <translation>删除已上传的文件</translation>
    </message>
    <message>
        <source>Cancelled. %1 of “%2” stay in the bucket, unseen: this AccessKey may not remove them. A lifecycle rule that deletes unfinished uploads clears them.</source>
        <translation>已取消。“%2”有 %1 的碎片留在 Bucket 中（不可见），这个 AccessKey 没有权限删除。设置清理碎片的生命周期规则即可清除。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln links copied.</source>
        <translation>
            <numerusform>已复制 %Ln 个链接。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln links are ready.</source>
        <translation>
            <numerusform>%Ln 个链接已生成。</numerusform>
        </translation>
    </message>
    <message>
        <source>Destination: %1.</source>
        <translation>存放位置：%1。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files failed.</source>
        <translation>
            <numerusform>%Ln 个文件失败。</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new links copied. Links you sent before stay expired.</source>
        <translation>
            <numerusform>已复制 %Ln 个新链接。之前发出的链接仍然无效。</numerusform>
        </translation>
    </message>
    <message>
        <source>They are of different buckets: %1.</source>
        <translation>它们属于不同的 Bucket：%1。</translation>
    </message>
    <message>
        <source>Address copied, it opens nothing: %1</source>
        <translation>已复制地址（打不开文件）：%1</translation>
    </message>
    <message>
        <source>It opens: %1</source>
        <translation>可以打开：%1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files removed from the list; they stay in the bucket.</source>
        <translation>
            <numerusform>已从列表中移除 %Ln 个文件；文件仍在 Bucket 中。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files removed from the list. Nothing was deleted; links that were sent work until they end.</source>
        <translation>
            <numerusform>已从列表中移除 %Ln 个文件。文件没有删除，发出去的链接到期前仍然有效。</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>That is too many rows at once: select at most %1.</source>
        <translation>一次选择的行太多：最多选择 %1 行。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files deleted from the bucket.</source>
        <translation>
            <numerusform>已从 Bucket 删除 %Ln 个文件。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are still in the bucket.</source>
        <translation>
            <numerusform>%Ln 个文件还在 Bucket 里，没有删除。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The history file was damaged: %Ln rows could be saved.</source>
        <translation>
            <numerusform>历史记录文件已损坏：已救回 %Ln 条记录。</numerusform>
        </translation>
    </message>
    <message>
        <source>The damaged file was set aside. No upload is affected.</source>
        <translation>损坏的文件已另存，不影响任何上传。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows were written: %1</source>
        <translation>
            <numerusform>已导出 %Ln 条记录：%1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows were imported.</source>
        <translation>
            <numerusform>已导入 %Ln 条记录。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was imported: all of it is in the history already.</source>
        <translation>没有导入：这些都已在历史记录里。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows were there already.</source>
        <translation>
            <numerusform>%Ln 条记录原本已有。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows were left out: they make no sense.</source>
        <translation>
            <numerusform>有 %Ln 行内容无法识别，已略过。</numerusform>
        </translation>
    </message>
    <message>
        <source>The AccessKey %1 of the bucket %2 is no longer set up here.</source>
        <translation>Bucket %2 的 AccessKey %1 已不在这里的设置中。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln links could not be made.</source>
        <translation>
            <numerusform>%Ln 个链接无法生成。</numerusform>
        </translation>
    </message>
    <message>
        <source>Link copied: %1</source>
        <translation>已复制链接：%1</translation>
    </message>
</context>
<context>
    <name>HistoryHeading</name>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message numerus="yes">
        <source>Copy %Ln links</source>
        <translation>
            <numerusform>复制 %Ln 个链接</numerusform>
        </translation>
    </message>
    <message>
        <source>Back to all uploads</source>
        <translation>返回全部记录</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln expired</source>
        <translation>
            <numerusform>%Ln 个已过期</numerusform>
        </translation>
    </message>
    <message>
        <source>practice</source>
        <translation>试用</translation>
    </message>
    <message>
        <source>Double-click to see the files</source>
        <translation>双击查看里面的文件</translation>
    </message>
    <message>
        <source>for %1 only</source>
        <translation>仅供 %1</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>来自 %1</translation>
    </message>
    <message>
        <source>Enter shows the files</source>
        <translation>按 Enter 查看文件</translation>
    </message>
    <message>
        <source>More…</source>
        <translation>更多…</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>复制链接</translation>
    </message>
    <message>
        <source>Copy new link</source>
        <translation>复制新链接</translation>
    </message>
    <message>
        <source>Copy temp URL</source>
        <translation>复制临时 URL</translation>
    </message>
    <message>
        <source>Upload again</source>
        <translation>重新上传</translation>
    </message>
    <message>
        <source>Copy links</source>
        <translation>复制链接</translation>
    </message>
</context>
<context>
    <name>HistoryPane</name>
    <message>
        <source>No link expires within the hour.</source>
        <translation>一小时内没有链接到期。</translation>
    </message>
    <message>
        <source>No link has expired.</source>
        <translation>没有已过期的链接。</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>没有找到。</translation>
    </message>
    <message>
        <source>Show the files</source>
        <translation>查看这些文件</translation>
    </message>
    <message>
        <source>Delete “%1” from the bucket?</source>
        <translation>要从 Bucket 中删除“%1”吗？</translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln files of “%1” from the bucket?</source>
        <translation>
            <numerusform>从 Bucket 删除“%1”的 %Ln 个文件？</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln files from the bucket?</source>
        <translation>
            <numerusform>要从 Bucket 删除 %Ln 个文件吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>Links you sent stop working at once: this is the way to stop them. It cannot be undone.</source>
        <translation>发出去的链接会立即失效，无法撤销。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Export the history</source>
        <translation>导出历史记录</translation>
    </message>
    <message>
        <source>Import a history</source>
        <translation>导入历史记录</translation>
    </message>
    <message>
        <source>Uploaded files</source>
        <translation>已上传的文件</translation>
    </message>
</context>
<context>
    <name>Hotkey</name>
    <message>
        <source>Upload what is copied</source>
        <translation>上传已复制的内容</translation>
    </message>
</context>
<context>
    <name>KeyPanel</name>
    <message>
        <source>Keep %1</source>
        <translation>保留 %1</translation>
    </message>
    <message>
        <source>AccessKey ID</source>
        <translation>AccessKey ID</translation>
    </message>
    <message>
        <source>AccessKey Secret</source>
        <translation>AccessKey Secret</translation>
    </message>
    <message>
        <source>Keep the secret</source>
        <translation>保存密钥</translation>
    </message>
    <message>
        <source>in the password store</source>
        <translation>存入密码库</translation>
    </message>
    <message>
        <source>until I quit</source>
        <translation>仅本次运行</translation>
    </message>
    <message>
        <source>in .env</source>
        <translation>写入 .env</translation>
    </message>
    <message>
        <source>Only you can use it, signed in here. It is never shown again.</source>
        <translation>登录本机后只有你能使用，之后不再显示。</translation>
    </message>
    <message>
        <source>Nothing that you enter here is kept: next time you enter it again.</source>
        <translation>这里填写的内容都不会保存，下次需要重新填写。</translation>
    </message>
    <message>
        <source>As plain text: scripts can read it, and so can everyone who gets the file.</source>
        <translation>以明文保存：脚本能读取，拿到文件的人也能读取。</translation>
    </message>
    <message>
        <source>This computer has no password store.</source>
        <translation>这台电脑没有密码库。</translation>
    </message>
    <message>
        <source>The environment variable %1 is set and empty: what is saved does not count. Start OssDrop without it.</source>
        <translation>环境变量 %1 已设置但为空，保存的内容因此不生效。请去掉它再启动 OssDrop。</translation>
    </message>
    <message>
        <source>This looks like the ID: the two may be swapped.</source>
        <translation>这看起来是 ID：两项可能填反了。</translation>
    </message>
    <message>
        <source>A temporary key: paste its security token too, all in one text.</source>
        <translation>这是临时密钥：请把它的安全令牌（SecurityToken）也一起粘贴进来。</translation>
    </message>
    <message>
        <source>A temporary key, with its token. Nobody knows when it ends.</source>
        <translation>这是临时密钥，令牌已读到，但不知道它何时失效。</translation>
    </message>
    <message>
        <source>This key works no longer: ask your IT for a new one, or empty the fields.</source>
        <translation>这个密钥已经失效：请向 IT 要一个新的，或清空这两项。</translation>
    </message>
    <message>
        <source>A temporary key: it works until %1, and so do its links.</source>
        <translation>这是临时密钥：有效到 %1，链接也只到那时。</translation>
    </message>
</context>
<context>
    <name>KeyRow</name>
    <message>
        <source>Replace…</source>
        <translation>更换…</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>its secret: %1</source>
        <translation>Secret %1</translation>
    </message>
    <message>
        <source>None has been entered yet</source>
        <translation>还没有填写</translation>
    </message>
</context>
<context>
    <name>LadderCard</name>
    <message>
        <source>AccessKey: which one is used</source>
        <translation>AccessKey：正在使用哪一个</translation>
    </message>
    <message>
        <source>Enter…</source>
        <translation>填写…</translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation>更换…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Move to the password store</source>
        <translation>移入密码库</translation>
    </message>
    <message>
        <source>Qwen scripts would find no AccessKey</source>
        <translation>千问脚本找不到 AccessKey</translation>
    </message>
    <message>
        <source>Qwen scripts would use %1</source>
        <translation>千问脚本会使用 %1</translation>
    </message>
    <message>
        <source>They read settings files only.</source>
        <translation>脚本只读取设置文件。</translation>
    </message>
    <message>
        <source>They cannot read the password store.</source>
        <translation>脚本无法读取密码库。</translation>
    </message>
    <message>
        <source>scripts</source>
        <translation>脚本</translation>
    </message>
    <message>
        <source>Use for scripts too…</source>
        <translation>让脚本也使用…</translation>
    </message>
    <message>
        <source>Copy the command that hands it to a script</source>
        <translation>复制命令：只在运行时交给脚本</translation>
    </message>
    <message>
        <source>Write it into %1</source>
        <translation>写入 %1</translation>
    </message>
    <message>
        <source>Write it into the .env of a folder…</source>
        <translation>写入某个文件夹的 .env…</translation>
    </message>
    <message>
        <source>no password store</source>
        <translation>没有密码库</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>half</source>
        <translation>不完整</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺少</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>有误</translation>
    </message>
    <message>
        <source>No AccessKey has been entered yet</source>
        <translation>尚未填写 AccessKey</translation>
    </message>
    <message>
        <source>%1 · its secret: %2</source>
        <translation>%1 · 密钥：%2</translation>
    </message>
    <message>
        <source>works until %1, and so do its links</source>
        <translation>有效到 %1，链接也只到那时</translation>
    </message>
    <message>
        <source>%1 · %2 · comes second</source>
        <translation>%1 · %2 · 排在后面</translation>
    </message>
    <message>
        <source>%1 is missing, so it does not count.</source>
        <translation>缺少 %1，因此不生效。</translation>
    </message>
    <message>
        <source>Your IT department, or the RAM console, gives you an ID and a Secret.</source>
        <translation>可向 IT 部门索取，或在 RAM 控制台获取 ID 和 Secret。</translation>
    </message>
</context>
<context>
    <name>LifetimeField</name>
    <message>
        <source>1 hour</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 小时</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 天</translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>其他…</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>How long links work</source>
        <translation>链接有效期</translation>
    </message>
    <message>
        <source>Unit of time</source>
        <translation>时间单位</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>Cancel %Ln uploads? What was sent of them is removed.</source>
        <translation>
            <numerusform>取消 %Ln 个上传？已传的部分会删除。</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel what has not arrived yet? What was sent of it is removed.</source>
        <translation>取消尚未传完的文件？已传的部分会被删除。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files that failed leave the list, too.</source>
        <translation>
            <numerusform>%Ln 个失败的文件也会从列表中移除。</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel them</source>
        <translation>取消上传</translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>取消上传</translation>
    </message>
    <message>
        <source>Do not cancel</source>
        <translation>不取消</translation>
    </message>
    <message numerus="yes">
        <source>Take %Ln files off the list? What was sent of them is lost.</source>
        <translation>
            <numerusform>从列表中移除 %Ln 个文件？已上传的部分也会删除。</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message numerus="yes">
        <source>Keep %Ln files</source>
        <translation>
            <numerusform>保留 %Ln 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>The files you dropped go to “%1”: what you typed here is not saved yet.</source>
        <translation>拖入的文件存到“%1”：你在这里填写的内容还没有保存。</translation>
    </message>
    <message>
        <source>The files you dropped wait until a place for them is saved.</source>
        <translation>拖入的文件会等到存放位置保存后再上传。</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>查看文件</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Small window that stays on top</source>
        <translation>置顶小窗</translation>
    </message>
    <message>
        <source>Choose files</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>There are no files to paste. Copy some first.</source>
        <translation>剪贴板里没有文件，请先复制文件。</translation>
    </message>
    <message numerus="yes">
        <source>The text has %Ln links. Store what is behind them in your bucket?</source>
        <translation>
            <numerusform>这段文字里有 %Ln 个链接。要把链接背后的文件存到你的 Bucket 吗？</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The text has many links. Store what is behind the first %Ln in your bucket?</source>
        <translation>
            <numerusform>文本里的链接很多，要把前 %Ln 个链接的内容存到你的 Bucket 吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>Store it</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Your question is still there.</source>
        <translation>你的提问还在。</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>继续提问</translation>
    </message>
    <message>
        <source>That is in your bucket already: there is nothing to store.</source>
        <translation>内容已经在你的 Bucket 里了，无需再存。</translation>
    </message>
    <message>
        <source>The request is copied. Its links are credentials while they work.</source>
        <translation>请求已复制。链接有效期内相当于凭证，请妥善保管。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are for another destination. Send them to “%1”?</source>
        <translation>
            <numerusform>%Ln 个文件是要存到别处的。改存到“%1”吗？</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are for “%2”. Send them to “%1”?</source>
        <translation>
            <numerusform>%Ln 个文件是要存到“%2”的。改存到“%1”吗？</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files go to “%1” now.</source>
        <translation>
            <numerusform>%Ln 个文件现在发往“%1”。</numerusform>
        </translation>
    </message>
    <message>
        <source>Send them to “%1”</source>
        <translation>改存到“%1”</translation>
    </message>
    <message>
        <source>Leave them</source>
        <translation>先不动</translation>
    </message>
    <message>
        <source>Not copied: another program has the clipboard. Try once more.</source>
        <translation>没有复制：剪贴板正被另一个程序占用。请再试一次。</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
    <message>
        <source>The choices in General could not be read and begin anew: please look through them. The damaged file was set aside; settings and history are as they were.</source>
        <translation>“通用”里的选项无法读取，已恢复为默认值，请检查一遍。损坏的文件已另存，配置和历史记录不受影响。</translation>
    </message>
    <message>
        <source>This destination is in use while you are here: new files go there too.</source>
        <translation>停留在这里时使用这个存放位置，新文件也会存到这里。</translation>
    </message>
    <message>
        <source>New files go to “%1” again.</source>
        <translation>新文件仍存到“%1”。</translation>
    </message>
    <message>
        <source>“%1” was removed.</source>
        <translation>已移除“%1”。</translation>
    </message>
    <message>
        <source>New files go to “%1”.</source>
        <translation>新文件会存到“%1”。</translation>
    </message>
    <message>
        <source>New files of “%1” go to “%2” now.</source>
        <translation>“%1”里的新文件现在存到“%2”。</translation>
    </message>
    <message>
        <source>The example is copied.</source>
        <translation>示例已复制。</translation>
    </message>
</context>
<context>
    <name>ModelAccess</name>
    <message>
        <source>This is an AccessKey ID. An API key begins with sk-.</source>
        <translation>这是 AccessKey ID。API Key 以 sk- 开头。</translation>
    </message>
    <message>
        <source>A key of a token plan cannot store files: use one billed by use.</source>
        <translation>Token 套餐的 Key 不能存储文件，请换用按量计费的 Key。</translation>
    </message>
    <message>
        <source>From the Model Studio console; it begins with sk-</source>
        <translation>来自百炼控制台，以 sk- 开头</translation>
    </message>
    <message>
        <source>An API key works in its own region only.</source>
        <translation>API Key 只能在它所属的地域使用。</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>百炼 API Key</translation>
    </message>
    <message>
        <source>Model service</source>
        <translation>模型服务</translation>
    </message>
    <message>
        <source>Keep the API key</source>
        <translation>API Key 保存位置</translation>
    </message>
    <message>
        <source>until I quit</source>
        <translation>仅本次运行</translation>
    </message>
    <message>
        <source>in the .env file</source>
        <translation>写入 .env</translation>
    </message>
    <message>
        <source>This computer has no password store.</source>
        <translation>这台电脑没有密码库。</translation>
    </message>
    <message>
        <source>Own address of the model service</source>
        <translation>自己的模型服务地址</translation>
    </message>
    <message>
        <source>Mainland China</source>
        <translation>中国内地</translation>
    </message>
    <message>
        <source>Singapore</source>
        <translation>新加坡</translation>
    </message>
    <message>
        <source>Own address…</source>
        <translation>自定义地址…</translation>
    </message>
</context>
<context>
    <name>ModelBar</name>
    <message>
        <source>For the model</source>
        <translation>用于模型</translation>
    </message>
    <message>
        <source>Model that shall read the files</source>
        <translation>要读取文件的模型</translation>
    </message>
    <message>
        <source>Only this model and your account can open the links. Not for production.</source>
        <translation>只有这个模型和你的账号能打开链接，请勿用于生产环境。</translation>
    </message>
    <message>
        <source>Copy an example call</source>
        <translation>复制调用示例</translation>
    </message>
</context>
<context>
    <name>MoreRow</name>
    <message numerus="yes">
        <source>%Ln more files</source>
        <translation>
            <numerusform>还有 %Ln 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>展开</translation>
    </message>
</context>
<context>
    <name>PastePanel</name>
    <message>
        <source>Paste what IT sent you</source>
        <translation>粘贴 IT 发来的内容</translation>
    </message>
    <message>
        <source>Nothing yet? Copy a request for IT</source>
        <translation>还没有？复制一份给 IT 的申请</translation>
    </message>
    <message>
        <source>Copy a question for IT</source>
        <translation>复制一句话去问 IT</translation>
    </message>
    <message>
        <source>Paste something else</source>
        <translation>重新粘贴</translation>
    </message>
    <message>
        <source>A message, the AccessKey.csv, a .env: whatever it is.</source>
        <translation>聊天消息、AccessKey.csv、.env，都可以。</translation>
    </message>
    <message>
        <source>The text you pasted</source>
        <translation>粘贴的内容</translation>
    </message>
    <message>
        <source>The fields below fill in by themselves.</source>
        <translation>下面的各项会自动填好。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln values were read.</source>
        <translation>
            <numerusform>读到 %Ln 项。</numerusform>
        </translation>
    </message>
    <message>
        <source>This stays in the window, and keys are not shown. Nothing is saved yet.</source>
        <translation>粘贴的内容只在这个窗口里，密钥不会显示出来；现在还没有保存。</translation>
    </message>
    <message>
        <source>Not taken, since a variable of this computer decides it: %1.</source>
        <translation>没有采用，因为已由本机的环境变量决定：%1。</translation>
    </message>
    <message>
        <source>From the text before, and saved with it: %1.</source>
        <translation>来自上一次粘贴，会一起保存：%1。</translation>
    </message>
    <message>
        <source>This key works no longer: ask your IT for a new one.</source>
        <translation>这个密钥已经失效：请向 IT 要一个新的。</translation>
    </message>
    <message>
        <source>This cannot be used as it is: %1.</source>
        <translation>这样不能使用：%1。</translation>
    </message>
    <message>
        <source>Region and endpoint name two places: ask which one is right.</source>
        <translation>地域和 Endpoint 指向两个不同的地方，请问清楚哪个是对的。</translation>
    </message>
    <message>
        <source>Named in the text, but not understood: %1.</source>
        <translation>文本里提到但没能读懂：%1。</translation>
    </message>
    <message>
        <source>Still missing: %1.</source>
        <translation>还缺：%1。</translation>
    </message>
    <message>
        <source>The text has several AccessKeys: check that this is the one.</source>
        <translation>这段文字里有好几个 AccessKey，请确认用的是哪一个。</translation>
    </message>
    <message>
        <source>The text has several values for %1: check that this is the one.</source>
        <translation>文本里 %1 有多个值，请核对用的是不是这一个。</translation>
    </message>
    <message>
        <source>No settings were recognised in this text.</source>
        <translation>没有找到 OssDrop 认识的内容。</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Open in browser</source>
        <translation>在浏览器中打开</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>More…</source>
        <translation>更多…</translation>
    </message>
    <message>
        <source>↑ ↓ next file · Enter copies the link · Space or Esc closes</source>
        <translation>↑ ↓ 切换文件 · Enter 复制链接 · 空格或 Esc 关闭</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>来自 %1</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>复制链接</translation>
    </message>
    <message>
        <source>Copy new link</source>
        <translation>复制新链接</translation>
    </message>
</context>
<context>
    <name>ProfileMenu</name>
    <message>
        <source>Practice bucket</source>
        <translation>试用 Bucket</translation>
    </message>
    <message>
        <source>Temporary storage</source>
        <translation>百炼临时存储</translation>
    </message>
    <message>
        <source>My files</source>
        <translation>我的文件</translation>
    </message>
    <message>
        <source>Check the connection</source>
        <translation>检查连接</translation>
    </message>
    <message>
        <source>Show the practice bucket</source>
        <translation>查看试用 Bucket</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>New destination…</source>
        <translation>新建存放位置…</translation>
    </message>
    <message>
        <source>Rename “%1”…</source>
        <translation>重命名“%1”…</translation>
    </message>
    <message>
        <source>Remove “%1”…</source>
        <translation>移除“%1”…</translation>
    </message>
    <message>
        <source>%1: use it again…</source>
        <translation>%1：改回使用…</translation>
    </message>
    <message>
        <source>Rename destination</source>
        <translation>重命名存放位置</translation>
    </message>
    <message>
        <source>Its new name:</source>
        <translation>新名称：</translation>
    </message>
    <message>
        <source>This is what IT sent: paste it on the page that comes next.</source>
        <translation>这是 IT 发来的内容：请粘贴到下一页。</translation>
    </message>
    <message>
        <source>Another destination is called “%1” already.</source>
        <translation>已有另一个存放位置叫“%1”。</translation>
    </message>
    <message>
        <source>Remove “%1”?</source>
        <translation>移除“%1”？</translation>
    </message>
    <message>
        <source>Its keys are removed from this computer. Files in the bucket stay, and links that were sent go on working; new ones can be made here only where another destination has the same bucket or AccessKey.</source>
        <translation>它的密钥会从这台电脑移除。Bucket 里的文件会保留，已发出的链接仍然有效；只有其他存放位置使用同一个 Bucket 或 AccessKey 时，才能在这里为这些文件生成新链接。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files have not arrived there yet: they stop, and stay on the list.</source>
        <translation>
            <numerusform>还有 %Ln 个文件没有传到那里：它们会停下，并留在列表中。</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>New destination</source>
        <translation>新建存放位置</translation>
    </message>
    <message>
        <source>Its name, for example “Team”:</source>
        <translation>名称，例如“团队”：</translation>
    </message>
</context>
<context>
    <name>ProgramCard</name>
    <message>
        <source>Use one or more of %1</source>
        <translation>请使用其中一项或多项：%1</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Files are for</source>
        <translation>用于哪个模型</translation>
    </message>
    <message>
        <source>Copy links as</source>
        <translation>复制链接的格式</translation>
    </message>
    <message>
        <source>Own format</source>
        <translation>自定义格式</translation>
    </message>
    <message>
        <source>Speed limit</source>
        <translation>限速</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Its address</source>
        <translation>代理地址</translation>
    </message>
    <message>
        <source>Its password</source>
        <translation>代理密码</translation>
    </message>
    <message>
        <source>Keep history</source>
        <translation>保留历史记录</translation>
    </message>
    <message>
        <source>Watch a folder</source>
        <translation>监视文件夹</translation>
    </message>
    <message>
        <source>Only names like</source>
        <translation>只要文件名像</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>high contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>enter it</source>
        <translation>手动填写</translation>
    </message>
    <message>
        <source>Where a script chooses the proxy (PAC), enter it by hand. Else leave it as it is.</source>
        <translation>公司网络用自动代理脚本（PAC）的话，请手动填写代理；否则不用改。</translation>
    </message>
    <message>
        <source>own format</source>
        <translation>自定义格式</translation>
    </message>
    <message>
        <source>Press keys</source>
        <translation>按下快捷键</translation>
    </message>
    <message>
        <source>Your desktop did not allow these keys. Choose others.</source>
        <translation>桌面环境没有允许这组快捷键，请换一组。</translation>
    </message>
    <message>
        <source>No keys are set for it in your desktop&apos;s settings.</source>
        <translation>桌面环境的设置里还没有为它设置快捷键。</translation>
    </message>
    <message>
        <source>Your desktop does not know OssDrop yet: offer it in the file manager.</source>
        <translation>桌面环境还不认识 OssDrop：请先让它在文件管理器的“打开方式”中显示。</translation>
    </message>
    <message>
        <source>Keep links out of the clipboard&apos;s history</source>
        <translation>不让剪贴板历史记录保存链接</translation>
    </message>
    <message>
        <source>Do not send the same file to a bucket twice</source>
        <translation>相同的文件不重复上传到 Bucket</translation>
    </message>
    <message>
        <source>Look for newer versions, once a day</source>
        <translation>每天检查一次新版本</translation>
    </message>
    <message>
        <source>Copy the links of files from the watched folder, too</source>
        <translation>监视到的文件也复制链接</translation>
    </message>
    <message>
        <source>Offer it in the file manager (Open with)</source>
        <translation>在文件管理器的“打开方式”中显示</translation>
    </message>
    <message>
        <source>none</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Stop watching</source>
        <translation>停止监视</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Files that are put into it are sent by themselves.</source>
        <translation>放进去的文件会自动上传。</translation>
    </message>
    <message>
        <source>With a model, files that it will not take are told before they are sent.</source>
        <translation>选好模型后，它不支持的文件会在上传前提示。</translation>
    </message>
    <message>
        <source>no model in particular</source>
        <translation>不限模型</translation>
    </message>
    <message>
        <source>%1 · it cannot be read</source>
        <translation>%1 · 无法读取</translation>
    </message>
    <message>
        <source>Switched off by your administrator.</source>
        <translation>管理员已关闭此功能。</translation>
    </message>
    <message>
        <source>Hold two of Ctrl, Alt and Shift, and press a letter, digit or F key.</source>
        <translation>请按住 Ctrl、Alt、Shift 中的两个，再按字母、数字或 F 键。</translation>
    </message>
    <message>
        <source>Another program has these keys already. Choose others.</source>
        <translation>这组快捷键已被其他程序占用，请换一组。</translation>
    </message>
    <message>
        <source>Your desktop asks you about these keys.</source>
        <translation>桌面环境正在询问你是否允许这组快捷键。</translation>
    </message>
    <message>
        <source>Set in your desktop: %1. Its own settings change it.</source>
        <translation>已在桌面环境中设为：%1。可在它的设置里更改。</translation>
    </message>
    <message>
        <source>Uploads what is copied, while any program is in front.</source>
        <translation>在任何程序里按下，都会上传剪贴板里的内容。</translation>
    </message>
    <message>
        <source>Until it is entered, the system&apos;s proxy is used.</source>
        <translation>填写之前，使用系统的代理服务器。</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>上传</translation>
    </message>
    <message>
        <source>While you work elsewhere</source>
        <translation>窗口在后台时</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>这台电脑</translation>
    </message>
    <message>
        <source>Remove OssDrop&apos;s data from this computer…</source>
        <translation>从这台电脑清除 OssDrop 的数据…</translation>
    </message>
    <message>
        <source>no proxy</source>
        <translation>不使用代理</translation>
    </message>
    <message>
        <source>all of it</source>
        <translation>全部</translation>
    </message>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Files in the bucket are never deleted by this.</source>
        <translation>不会删除 Bucket 里的文件。</translation>
    </message>
    <message>
        <source>Copy links when a drop is done</source>
        <translation>上传完成后自动复制链接</translation>
    </message>
    <message>
        <source>Keep place and camera in pictures that are made to fit</source>
        <translation>转换图片时保留拍摄地点和相机信息</translation>
    </message>
    <message>
        <source>Tell me when a drop is done and the window is away</source>
        <translation>窗口在后台时，上传完成后通知我</translation>
    </message>
    <message>
        <source>Remind me an hour before links expire</source>
        <translation>链接过期前一小时提醒我</translation>
    </message>
    <message>
        <source>Stay in the tray when the window is closed</source>
        <translation>关闭窗口后留在系统托盘</translation>
    </message>
</context>
<context>
    <name>QuitQuestions</name>
    <message>
        <source>Forget it and go on</source>
        <translation>放弃修改并继续</translation>
    </message>
    <message>
        <source>Back to it</source>
        <translation>返回继续</translation>
    </message>
    <message>
        <source>What you typed in the settings is not saved yet.</source>
        <translation>设置里填写的内容还没有保存。</translation>
    </message>
    <message>
        <source>Keep sending</source>
        <translation>继续上传</translation>
    </message>
    <message>
        <source>Keep sending in the background</source>
        <translation>在后台继续上传</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are not sent yet.</source>
        <translation>
            <numerusform>还有 %Ln 个文件没有上传完。</numerusform>
        </translation>
    </message>
    <message>
        <source>Quit, continue later</source>
        <translation>退出，下次继续</translation>
    </message>
    <message>
        <source>What you dropped is still being looked through.</source>
        <translation>拖入的内容还在清点。</translation>
    </message>
    <message>
        <source>Quit all the same</source>
        <translation>仍然退出</translation>
    </message>
    <message>
        <source>Until then new files go to “%1”.</source>
        <translation>在此之前，新文件存到“%1”。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them go to “%1”, whose settings are kept until you quit only.</source>
        <translation>
            <numerusform>其中 %Ln 个要传到“%1”，它的设置只保留到退出为止。</numerusform>
        </translation>
    </message>
    <message>
        <source>The settings of “%1” are kept until you quit only.</source>
        <translation>“%1”的设置只保留到退出为止。</translation>
    </message>
    <message>
        <source>Once that is set up again, you can continue.</source>
        <translation>下次重新设好后，可以继续上传。</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>留下</translation>
    </message>
    <message>
        <source>What you typed here is not saved yet.</source>
        <translation>这里填写的内容还没有保存。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files wait for a place, and are not kept.</source>
        <translation>
            <numerusform>%Ln 个文件还没选存放位置，退出后不会保留。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln uploads are not in the history yet: the disk is full. Free some space first.</source>
        <translation>
            <numerusform>磁盘已满，%Ln 个上传还没有写入历史记录。请先清理一些空间。</numerusform>
        </translation>
    </message>
    <message>
        <source>Quit without them</source>
        <translation>仍然退出</translation>
    </message>
</context>
<context>
    <name>RowMenu</name>
    <message numerus="yes">
        <source>Copy %Ln links</source>
        <translation>
            <numerusform>复制 %Ln 个链接</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>All destinations</source>
        <translation>全部存放位置</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search names</source>
        <translation>搜索文件名</translation>
    </message>
    <message>
        <source>Search names (%1)</source>
        <translation>搜索文件名（%1）</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>搜索历史记录</translation>
    </message>
    <message>
        <source>Links that</source>
        <translation>链接状态</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>Expiring</source>
        <translation>即将过期</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>全部文件</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Clips</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>音频</translation>
    </message>
    <message>
        <source>Other files</source>
        <translation>其他文件</translation>
    </message>
    <message>
        <source>Export the history…</source>
        <translation>导出历史记录…</translation>
    </message>
    <message>
        <source>Import a history…</source>
        <translation>导入历史记录…</translation>
    </message>
    <message>
        <source>More for the whole history</source>
        <translation>历史记录的更多操作</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
    <message>
        <source>The settings file was changed by another program.</source>
        <translation>配置文件已被其他程序修改。</translation>
    </message>
    <message>
        <source>Read from the file. Nothing is saved yet.</source>
        <translation>已从文件读入，还没有保存。</translation>
    </message>
    <message>
        <source>The question is copied: paste it into a message to your IT.</source>
        <translation>已复制，粘贴到发给 IT 的消息里即可。</translation>
    </message>
    <message>
        <source>The request is copied: paste it into a message to your IT.</source>
        <translation>申请已复制：请粘贴到给 IT 的消息中。</translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation>上传</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>存放位置</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>连接检查</translation>
    </message>
    <message>
        <source>General</source>
        <translation>通用</translation>
    </message>
    <message>
        <source>Copied: type it before the script&apos;s own command. Nothing is written.</source>
        <translation>已复制：放在脚本自己的命令前面执行即可，不写入任何文件。</translation>
    </message>
    <message>
        <source>A picture cannot be read here: copy the text itself.</source>
        <translation>这里读不了图片：请复制文字本身。</translation>
    </message>
    <message>
        <source>The password store could not be reached: it may still have the Secret.</source>
        <translation>没能打开密码库：里面可能还留有它的 Secret。</translation>
    </message>
    <message>
        <source>The folder of your scripts</source>
        <translation>脚本所在的文件夹</translation>
    </message>
    <message>
        <source>The note is copied: paste it into a message to your admin.</source>
        <translation>说明已复制：请粘贴到给管理员的消息中。</translation>
    </message>
</context>
<context>
    <name>Shelf</name>
    <message>
        <source>Drop here</source>
        <translation>拖到这里</translation>
    </message>
    <message>
        <source>Drop to upload</source>
        <translation>松开即可上传</translation>
    </message>
    <message numerus="yes">
        <source>Drop to upload %Ln files</source>
        <translation>
            <numerusform>松开上传 %Ln 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Open the window</source>
        <translation>打开主窗口</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Small window</source>
        <translation>小窗</translation>
    </message>
</context>
<context>
    <name>ShelfKeeper</name>
    <message>
        <source>Something is in the way. Click to see.</source>
        <translation>有问题要处理，点此查看</translation>
    </message>
    <message>
        <source>%1 of %2 sent</source>
        <translation>已上传 %1 / %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are paused</source>
        <translation>
            <numerusform>%Ln 个文件已暂停</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files need a look. Click to see.</source>
        <translation>
            <numerusform>%Ln 个文件需要处理，点此查看</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln links copied</source>
        <translation>
            <numerusform>%Ln 个链接已复制</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln links are ready</source>
        <translation>
            <numerusform>%Ln 个链接已就绪</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>practice · %1</source>
        <translation>试用 · %1</translation>
    </message>
</context>
<context>
    <name>ShelfRow</name>
    <message>
        <source>Copy link</source>
        <translation>复制链接</translation>
    </message>
    <message>
        <source>Copy new link</source>
        <translation>复制新链接</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>TransferModel</name>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Waiting · %1</source>
        <translation>等待中 · %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Looks like a password or key. Anyone with the link could read it.</source>
        <translation>看起来像密码或密钥。任何拿到链接的人都能读取。</translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation>仍然上传</translation>
    </message>
    <message>
        <source>its destination is no longer set up here</source>
        <translation>它的存放位置已不在设置中</translation>
    </message>
    <message>
        <source>for the practice bucket</source>
        <translation>存到试用 Bucket</translation>
    </message>
    <message>
        <source>for “%1”</source>
        <translation>存到“%1”</translation>
    </message>
    <message>
        <source>for another destination</source>
        <translation>存到另一个存放位置</translation>
    </message>
    <message>
        <source>Make it fit</source>
        <translation>转换成合适的文件</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>for “%1”, which is no longer set up here</source>
        <translation>原本要存到“%1”，但它已不在设置中</translation>
    </message>
    <message>
        <source>Paused · %1</source>
        <translation>已暂停 · %1</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Making it fit…</source>
        <translation>正在转换…</translation>
    </message>
    <message>
        <source>waiting for an answer</source>
        <translation>正在等待响应</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
</context>
<context>
    <name>TransferPane</name>
    <message>
        <source>Pause all</source>
        <translation>全部暂停</translation>
    </message>
    <message>
        <source>Continue all</source>
        <translation>全部继续</translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation>全部重试</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>全部取消</translation>
    </message>
    <message>
        <source>Files being uploaded</source>
        <translation>正在上传的文件</translation>
    </message>
    <message>
        <source>Uploading</source>
        <translation>正在上传</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Not uploaded</source>
        <translation>未能上传</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln paused</source>
        <translation>
            <numerusform>%Ln 个已暂停</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>全部移除</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files look like passwords or keys.</source>
        <translation>
            <numerusform>%Ln 个文件看起来像密码或密钥。</numerusform>
        </translation>
    </message>
    <message>
        <source>Anyone with a link could read them.</source>
        <translation>任何拿到链接的人都能读取。</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>不上传</translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation>仍然上传</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files were not finished last time.</source>
        <translation>
            <numerusform>上次有 %Ln 个文件没有传完。</numerusform>
        </translation>
    </message>
    <message>
        <source>These files are meant for “%1”.</source>
        <translation>这些文件要存到“%1”。</translation>
    </message>
    <message>
        <source>Tried again at %1, without success.</source>
        <translation>%1 又试了一次，没有成功。</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>正在尝试…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are for %1, which is no longer set up here.</source>
        <translation>
            <numerusform>%Ln 个文件原本要存到%1，但这个存放位置已不在设置中。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are for %1, no longer set up here.</source>
        <translation>
            <numerusform>%Ln 个文件原本要存到%1，但这些存放位置已不在设置中。</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>Once it is set up again, “Continue” sends them there.</source>
        <translation>重新设好这个存放位置后，点“继续”就会传过去。</translation>
    </message>
    <message>
        <source>Practice bucket</source>
        <translation>试用 Bucket</translation>
    </message>
    <message>
        <source>Send them to “%1”</source>
        <translation>改存到“%1”</translation>
    </message>
    <message numerus="yes">
        <source>The destination of %Ln files is no longer set up here.</source>
        <translation>
            <numerusform>%Ln 个文件的存放位置已不在设置中。</numerusform>
        </translation>
    </message>
    <message>
        <source>They wait until there is a place for files.</source>
        <translation>设好文件的存放位置之前，它们会一直等着。</translation>
    </message>
    <message>
        <source>Choose where files go</source>
        <translation>选择存放位置</translation>
    </message>
    <message>
        <source>Send them elsewhere, or take them off the list.</source>
        <translation>可以改传到别处，或从列表中移除。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Temporary storage</source>
        <translation>百炼临时存储</translation>
    </message>
    <message>
        <source>“Continue” sends them to “%1”.</source>
        <translation>点“继续”会把它们存到“%1”。</translation>
    </message>
    <message>
        <source>“Continue” sends each to its own destination.</source>
        <translation>点“继续”会把它们存到各自的存放位置。</translation>
    </message>
    <message>
        <source>What has arrived is not sent again.</source>
        <translation>已传到的部分不会重传。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Make them fit</source>
        <translation>全部转换</translation>
    </message>
    <message numerus="yes">
        <source>The model will not take %Ln files as they are.</source>
        <translation>
            <numerusform>模型不接受这 %Ln 个文件。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing of them was sent; the originals stay as they are.</source>
        <translation>它们还没有上传；原文件不会改动。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are waiting and go on by themselves.</source>
        <translation>
            <numerusform>%Ln 个文件正在等待，网络恢复后自动继续。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are waiting and go on once this is solved.</source>
        <translation>
            <numerusform>%Ln 个文件正在等待，修正后会自动继续。</numerusform>
        </translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>These files are meant for another destination.</source>
        <translation>这些文件要存到另一个存放位置。</translation>
    </message>
    <message>
        <source>Send them where files go now</source>
        <translation>改存到当前位置</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
</context>
<context>
    <name>UpdateLine</name>
    <message>
        <source>Open its page</source>
        <translation>打开下载页</translation>
    </message>
    <message>
        <source>OssDrop %1 does not look for newer versions.</source>
        <translation>OssDrop %1 不会检查新版本。</translation>
    </message>
    <message>
        <source>Version %1 is out.</source>
        <translation>新版本 %1 已发布。</translation>
    </message>
    <message>
        <source>Newer versions could not be looked for. It is tried again later.</source>
        <translation>暂时无法检查新版本，稍后会再试。</translation>
    </message>
    <message>
        <source>OssDrop %1 is the newest version.</source>
        <translation>OssDrop %1 已是最新版本。</translation>
    </message>
</context>
<context>
    <name>VerdictCard</name>
    <message>
        <source>Waiting for your password store</source>
        <translation>正在等待密码库</translation>
    </message>
    <message>
        <source>It asks in a window of its own. What is set appears here once that is answered.</source>
        <translation>密码库会弹出自己的窗口，回应之后，已有的设置就会显示在这里。</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>还没有保存</translation>
    </message>
    <message>
        <source>Until then: %1</source>
        <translation>保存之前：%1</translation>
    </message>
    <message>
        <source>Ready to upload</source>
        <translation>可以上传了</translation>
    </message>
    <message>
        <source>It is set by the variable %1: correct it there, then start again.</source>
        <translation>它由环境变量 %1 设定：请在那里改正，再重新打开 OssDrop。</translation>
    </message>
    <message>
        <source>Not ready: %1</source>
        <translation>还不能上传：%1</translation>
    </message>
    <message>
        <source>Saving it checks it as well.</source>
        <translation>保存时会一并检查。</translation>
    </message>
    <message>
        <source>Not in use yet</source>
        <translation>还没有使用</translation>
    </message>
    <message>
        <source>Using it checks it as well.</source>
        <translation>使用时会一并检查。</translation>
    </message>
    <message>
        <source>Until then, files go to %1.</source>
        <translation>在此之前，文件存到 %1。</translation>
    </message>
    <message>
        <source>Nothing is set up yet</source>
        <translation>还没有设置存放位置</translation>
    </message>
    <message>
        <source>Paste what IT sent you, or enter it step by step.</source>
        <translation>粘贴 IT 发来的内容，或者一步步填写。</translation>
    </message>
    <message>
        <source>Waiting for the network</source>
        <translation>正在等待网络</translation>
    </message>
    <message>
        <source>Files that wait go on by themselves once it is back.</source>
        <translation>网络恢复后，等待的文件会自动继续上传。</translation>
    </message>
    <message>
        <source>The check sends a tiny file and fetches it back by its link.</source>
        <translation>检查会上传一个很小的文件，再通过链接取回来。</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>The check was stopped</source>
        <translation>检查已停止</translation>
    </message>
    <message>
        <source>Not checked yet</source>
        <translation>还没有检查</translation>
    </message>
    <message>
        <source>New destination “%1”</source>
        <translation>新存放位置“%1”</translation>
    </message>
    <message>
        <source>It is used once it is saved.</source>
        <translation>保存后即开始使用。</translation>
    </message>
    <message>
        <source>Until it is saved, files go to “%1”.</source>
        <translation>保存之前，文件仍存到“%1”。</translation>
    </message>
    <message>
        <source>Files go to temporary storage. Links work 48 hours.</source>
        <translation>文件存到百炼临时存储，链接 48 小时内有效。</translation>
    </message>
    <message>
        <source>Files stay on this computer. Links to them work here only.</source>
        <translation>文件留在这台电脑上，链接只能在本机打开。</translation>
    </message>
    <message>
        <source>Files go to %1. Links work %2.</source>
        <translation>文件存到 %1，链接 %2内有效。</translation>
    </message>
    <message>
        <source>Proven to work: %1.</source>
        <translation>上次成功：%1。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln checks passed</source>
        <translation>
            <numerusform>%Ln 项检查通过</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %Ln wait for this one</source>
        <translation>
            <numerusform>，%Ln 项等待此项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %Ln worth a look</source>
        <translation>
            <numerusform>，%Ln 项建议查看</numerusform>
        </translation>
    </message>
    <message>
        <source>Start uploading</source>
        <translation>开始上传</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>开始检查</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
</context>
<context>
    <name>WaitingZone</name>
    <message>
        <source>Drop a file first, or choose where files go</source>
        <translation>先拖入文件，或先选存放位置</translation>
    </message>
    <message>
        <source>It waits here, and is sent once there is a place for it.</source>
        <translation>文件会在这里等待，选好存放位置后自动上传。</translation>
    </message>
    <message>
        <source>%1 is waiting</source>
        <translation>%1 正在等待</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files are waiting</source>
        <translation>
            <numerusform>%Ln 个文件正在等待</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a place below: sending starts at once, links are copied.</source>
        <translation>在下面选好存放位置就自动上传，链接会复制到剪贴板。</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>asking</name>
    <message>
        <source>Ask a model</source>
        <translation>向模型提问</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>The model opens the link. This costs tokens.</source>
        <translation>模型会打开链接。会消耗 Token。</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Enter the API key…</source>
        <translation>填写 API Key…</translation>
    </message>
    <message>
        <source>Copy the answer</source>
        <translation>复制回答</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Waiting for the answer…</source>
        <translation>正在等待回答…</translation>
    </message>
    <message>
        <source>%1 tokens given, %2 answered</source>
        <translation>输入 %1 Token，输出 %2 Token</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>生成调用代码</translation>
    </message>
    <message>
        <source>Files only</source>
        <translation>仅文件部分</translation>
    </message>
    <message>
        <source>Batch file</source>
        <translation>批量文件</translation>
    </message>
    <message>
        <source>The request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Links are hidden here and whole in the clipboard. No key is in it.</source>
        <translation>这里隐藏了链接，剪贴板里是完整的。其中没有密钥。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>One request a line, for %1 files, as the Batch API takes them. Links work for seven days; the file holds them whole, so keep it to yourself.</source>
        <translation>每行一个请求，共 %1 个文件，格式符合批量推理接口。链接 7 天有效；文件里有完整链接，请妥善保管。</translation>
    </message>
    <message>
        <source>Save the batch</source>
        <translation>保存批量文件</translation>
    </message>
    <message>
        <source>Answers: %1</source>
        <translation>回答：%1</translation>
    </message>
    <message>
        <source>without one: %1</source>
        <translation>没有回答：%1</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>None: %1</source>
        <translation>没有：%1</translation>
    </message>
    <message>
        <source>Save as a table…</source>
        <translation>另存为表格…</translation>
    </message>
    <message>
        <source>Save the answers</source>
        <translation>保存回答</translation>
    </message>
    <message>
        <source>What do you see?</source>
        <translation>你看到了什么？</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 等，另有 %2 个</translation>
    </message>
</context>
<context>
    <name>error_details</name>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>The file is too large: at most %1 MB can be stored here.</source>
        <translation>文件太大：这里最大只能存 %1 MB。</translation>
    </message>
</context>
<context>
    <name>file_dialogs</name>
    <message>
        <source>Look in:</source>
        <translation>查找范围：</translation>
    </message>
    <message>
        <source>Kind:</source>
        <translation>类型：</translation>
    </message>
</context>
<context>
    <name>fix</name>
    <message>
        <source>Use %1</source>
        <translation>使用 %1</translation>
    </message>
    <message>
        <source>Rewrite the line</source>
        <translation>改成通用写法</translation>
    </message>
    <message>
        <source>Make it private</source>
        <translation>设为仅自己可读</translation>
    </message>
    <message>
        <source>Add to .gitignore</source>
        <translation>加入 .gitignore</translation>
    </message>
    <message>
        <source>Move to the password store</source>
        <translation>移入密码库</translation>
    </message>
    <message>
        <source>Enter the key</source>
        <translation>填写密钥</translation>
    </message>
    <message>
        <source>Correct it</source>
        <translation>去修改</translation>
    </message>
    <message>
        <source>Set it up again</source>
        <translation>重新设置</translation>
    </message>
    <message>
        <source>Open the console</source>
        <translation>打开控制台</translation>
    </message>
    <message>
        <source>Copy note for admin</source>
        <translation>复制给管理员的说明</translation>
    </message>
    <message>
        <source>Open the browser</source>
        <translation>打开浏览器</translation>
    </message>
</context>
<context>
    <name>formats</name>
    <message>
        <source>plain links</source>
        <translation>纯链接</translation>
    </message>
    <message>
        <source>CSV with names and ends</source>
        <translation>CSV（文件名、链接、有效期）</translation>
    </message>
    <message>
        <source>table of names and links</source>
        <translation>文件名和链接的表格</translation>
    </message>
    <message>
        <source>JSON for DashScope</source>
        <translation>DashScope 的 JSON</translation>
    </message>
    <message>
        <source>JSON for a Qwen message</source>
        <translation>千问消息的 JSON</translation>
    </message>
</context>
<context>
    <name>link_drag</name>
    <message>
        <source>Link</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>%Ln files</source>
        <translation>%Ln 个文件</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>Links, work for %1</source>
        <translation>放下多个链接，%1内有效</translation>
    </message>
    <message>
        <source>Link, works for %1</source>
        <translation>放下链接，%1内有效</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>Retired since %1.</source>
        <translation>已于 %1 下线。</translation>
    </message>
    <message>
        <source>Use %1 instead.</source>
        <translation>请改用 %1。</translation>
    </message>
    <message>
        <source>OssDrop does not know this model.</source>
        <translation>OssDrop 不认识这个模型。</translation>
    </message>
    <message>
        <source>Did you mean %1?</source>
        <translation>是不是 %1？</translation>
    </message>
    <message>
        <source>Check that its name is right.</source>
        <translation>请核对名称。</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>clips</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>音频</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Takes %1 and text.</source>
        <translation>接受%1和文字。</translation>
    </message>
    <message>
        <source>Not from temporary storage.</source>
        <translation>不能用临时存储的链接。</translation>
    </message>
</context>
<context>
    <name>note</name>
    <message>
        <source>Hello, I want to upload files to our Alibaba Cloud OSS.</source>
        <translation>你好，我想把文件上传到公司的阿里云 OSS。</translation>
    </message>
    <message>
        <source>Please send me:</source>
        <translation>请发给我：</translation>
    </message>
    <message>
        <source>1. The name of the bucket and its region (for example cn-beijing).</source>
        <translation>1. Bucket 名称和地域（例如 cn-beijing）。</translation>
    </message>
    <message>
        <source>2. A RAM user of my own with an AccessKey ID and Secret.</source>
        <translation>2. 我个人的 RAM 用户及其 AccessKey ID 和 Secret。</translation>
    </message>
    <message>
        <source>3. For that user, this policy, with the bucket&apos;s name in it:</source>
        <translation>3. 给该用户授予以下权限策略（填入 Bucket 名称）：</translation>
    </message>
    <message>
        <source>Please do not send the Secret in a group chat.</source>
        <translation>请不要在群聊里发送 Secret。</translation>
    </message>
    <message>
        <source>Hello, thank you for the settings of our Alibaba Cloud OSS.</source>
        <translation>你好，谢谢你发来 OSS 的配置。</translation>
    </message>
    <message>
        <source>What I still need:</source>
        <translation>还需要下面这些：</translation>
    </message>
</context>
<context>
    <name>origin</name>
    <message>
        <source>fixed by the environment variable %1</source>
        <translation>由环境变量 %1 固定</translation>
    </message>
    <message>
        <source>set by your administrator</source>
        <translation>由管理员设置</translation>
    </message>
    <message>
        <source>until you quit</source>
        <translation>本次使用期间</translation>
    </message>
    <message>
        <source>from the settings file (.env)</source>
        <translation>来自配置文件（.env）</translation>
    </message>
    <message>
        <source>in this computer&apos;s password store</source>
        <translation>在本机密码库中</translation>
    </message>
    <message>
        <source>the default</source>
        <translation>默认值</translation>
    </message>
</context>
<context>
    <name>paste</name>
    <message>
        <source>Bucket</source>
        <translation>Bucket</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地域</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>存放目录</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpoint</translation>
    </message>
    <message>
        <source>Links work for</source>
        <translation>链接有效期</translation>
    </message>
    <message>
        <source>AccessKey ID</source>
        <translation>AccessKey ID</translation>
    </message>
    <message>
        <source>AccessKey Secret</source>
        <translation>AccessKey Secret</translation>
    </message>
    <message>
        <source>Security token</source>
        <translation>安全令牌</translation>
    </message>
    <message>
        <source>The key works until</source>
        <translation>密钥有效到</translation>
    </message>
    <message>
        <source>API key of Model Studio</source>
        <translation>百炼 API Key</translation>
    </message>
    <message>
        <source>Region of the model service</source>
        <translation>模型服务地域</translation>
    </message>
    <message>
        <source>Address of the model service</source>
        <translation>模型服务地址</translation>
    </message>
</context>
<context>
    <name>questions</name>
    <message>
        <source>Qwen scripts read this settings file otherwise</source>
        <translation>通义脚本读取这个配置文件的结果不同</translation>
    </message>
    <message>
        <source>Rewrite the line</source>
        <translation>改成通用写法</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>Scripts that read %1 there will no longer find it.</source>
        <translation>从那里读取 %1 的脚本将找不到它。</translation>
    </message>
    <message>
        <source>“Use for scripts too…” puts an AccessKey back.</source>
        <translation>需要时可用“让脚本也使用…”写回 AccessKey。</translation>
    </message>
    <message>
        <source>Move the secret out of the settings file?</source>
        <translation>把 Secret 移出配置文件？</translation>
    </message>
    <message>
        <source>Move it</source>
        <translation>移走</translation>
    </message>
    <message>
        <source>Remove the secret from this computer?</source>
        <translation>从本机移除 Secret？</translation>
    </message>
    <message>
        <source>Uploads wait until one is entered again. The key itself stays valid.</source>
        <translation>重新填写之前无法上传。AccessKey 本身仍然有效。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Replace what you entered?</source>
        <translation>要替换已填写的内容吗？</translation>
    </message>
    <message>
        <source>The settings of the file take its place. Nothing is saved yet.</source>
        <translation>改用文件中的设置，此时还不会保存。</translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>What you pasted is of %1, what you typed here is of %2.</source>
        <translation>你粘贴的内容属于 %1，而你在这里填写的属于 %2。</translation>
    </message>
    <message>
        <source>If you save all the same, the key before is not used any more.</source>
        <translation>如果仍然保存，之前的密钥就不再使用了。</translation>
    </message>
    <message>
        <source>The new key could not be tried</source>
        <translation>新的密钥没能试用</translation>
    </message>
    <message>
        <source>Save all the same</source>
        <translation>仍然保存</translation>
    </message>
    <message>
        <source>%1 is another bucket than %2</source>
        <translation>%1 和 %2 不是同一个 Bucket</translation>
    </message>
    <message>
        <source>This %1 is at another address, with another key</source>
        <translation>这个 %1 在另一个地址，用的是另一个密钥</translation>
    </message>
    <message>
        <source>Replacing “%1” removes its Secret from this computer: links that were sent go on working, new links to its files can no longer be made here.</source>
        <translation>替换“%1”会从这台电脑移除它的 Secret：已发出的链接仍然有效，但不能再在这里为它的文件生成新链接。</translation>
    </message>
    <message>
        <source>Replace “%1”</source>
        <translation>替换“%1”</translation>
    </message>
    <message>
        <source>If you replace “%2”, its AccessKey is used for %1.</source>
        <translation>如果替换“%2”，它的 AccessKey 会用于 %1。</translation>
    </message>
    <message>
        <source>If you replace “%1”, its folder “%2” is not kept.</source>
        <translation>如果替换“%1”，它的文件夹“%2”不会保留。</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>两个都保留</translation>
    </message>
    <message>
        <source>%1 has a destination already</source>
        <translation>%1 已经有存放位置了</translation>
    </message>
    <message>
        <source>If you use “%1”, what you entered is shown there. Nothing is saved yet.</source>
        <translation>选择使用“%1”后，你填写的内容会显示在那里，目前还没有保存。</translation>
    </message>
    <message>
        <source>Use “%1”</source>
        <translation>使用“%1”</translation>
    </message>
    <message>
        <source>Make another one</source>
        <translation>再建一个</translation>
    </message>
    <message>
        <source>Write the secret as plain text into %1?</source>
        <translation>把 Secret 以明文写入 %1？</translation>
    </message>
    <message>
        <source>Everyone who gets that file can use the key. Never share it.</source>
        <translation>任何拿到该文件的人都能使用这个 AccessKey，请勿分享。</translation>
    </message>
    <message>
        <source>Write it</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>an invisible mark before it</source>
        <translation>前面有不可见字符</translation>
    </message>
    <message>
        <source>there twice</source>
        <translation>出现了两次</translation>
    </message>
    <message>
        <source>“export” before it</source>
        <translation>前面有 export</translation>
    </message>
    <message>
        <source>a comment behind it</source>
        <translation>后面有注释</translation>
    </message>
    <message>
        <source>quotes</source>
        <translation>带引号</translation>
    </message>
    <message>
        <source>${…} in it</source>
        <translation>含有 ${…}</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>为空</translation>
    </message>
    <message>
        <source>written in an unusual way</source>
        <translation>写法特殊</translation>
    </message>
</context>
<context>
    <name>removal</name>
    <message>
        <source>Remove everything of OssDrop from this computer?</source>
        <translation>要从这台电脑中移除 OssDrop 的全部数据吗？</translation>
    </message>
    <message>
        <source>Removed are its AccessKey Secrets in the password store, the settings, the history, unfinished uploads and the practice bucket. This cannot be undone, and OssDrop quits.</source>
        <translation>将移除密码库中的 AccessKey Secret、配置、上传记录、未完成的上传和试用 Bucket。此操作无法撤销，完成后 OssDrop 会退出。</translation>
    </message>
    <message>
        <source>Files in your bucket stay, and links that were sent go on working until they end.</source>
        <translation>Bucket 中的文件会保留，已发出的链接在到期前仍然有效。</translation>
    </message>
    <message>
        <source>This settings file stays: %1</source>
        <translation>此配置文件会保留：%1</translation>
    </message>
    <message>
        <source>Remove and quit</source>
        <translation>移除并退出</translation>
    </message>
</context>
<context>
    <name>row_menu</name>
    <message>
        <source>Show the files</source>
        <translation>查看这些文件</translation>
    </message>
    <message>
        <source>Upload again</source>
        <translation>重新上传</translation>
    </message>
    <message>
        <source>Keep it: upload to my bucket</source>
        <translation>永久保存：上传到我的 Bucket</translation>
    </message>
    <message>
        <source>Remove from history</source>
        <translation>从历史记录中移除</translation>
    </message>
    <message>
        <source>Upload again to</source>
        <translation>重新上传到</translation>
    </message>
    <message>
        <source>Delete from the bucket…</source>
        <translation>从 Bucket 删除…</translation>
    </message>
    <message>
        <source>Keep it: upload to</source>
        <translation>永久保存：上传到</translation>
    </message>
    <message>
        <source>Keep it: upload to “%1”</source>
        <translation>永久保存：上传到“%1”</translation>
    </message>
    <message>
        <source>Copy link that works for</source>
        <translation>按有效期复制链接</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 小时</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 天</translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>其他…</translation>
    </message>
    <message>
        <source>Copy as</source>
        <translation>复制为</translation>
    </message>
    <message>
        <source>Ask a model…</source>
        <translation>向模型提问…</translation>
    </message>
    <message>
        <source>Hand over…</source>
        <translation>生成调用代码…</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>复制链接</translation>
    </message>
    <message>
        <source>Hours it works, up to %1:</source>
        <translation>有效小时数，最多 %1：</translation>
    </message>
    <message>
        <source>A link works for %1 hours at most.</source>
        <translation>链接最长 %1 小时有效。</translation>
    </message>
    <message>
        <source>A number of hours, for example 1.5:</source>
        <translation>请填写小时数，例如 1.5：</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>在浏览器中打开</translation>
    </message>
    <message>
        <source>Check that it opens</source>
        <translation>检查能否打开</translation>
    </message>
    <message>
        <source>Copy address, without access</source>
        <translation>复制地址（不含访问权限）</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>Show file in its folder</source>
        <translation>打开文件所在文件夹</translation>
    </message>
</context>
<context>
    <name>shortcuts</name>
    <message>
        <source>Choose files</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Upload copied files or a picture</source>
        <translation>上传复制的文件或图片</translation>
    </message>
    <message>
        <source>Choose where files go</source>
        <translation>选择存放位置</translation>
    </message>
    <message>
        <source>Small window on top</source>
        <translation>置顶小窗</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>搜索历史记录</translation>
    </message>
    <message>
        <source>Press the row&apos;s first button, or open its files</source>
        <translation>执行该行的第一个按钮，或打开里面的文件</translation>
    </message>
    <message>
        <source>Choose another button of the row</source>
        <translation>选择该行的其他按钮</translation>
    </message>
    <message>
        <source>Look closer, or show the files of a row</source>
        <translation>预览，或查看一行里的文件</translation>
    </message>
    <message>
        <source>Go back, or clear the search</source>
        <translation>返回，或清除搜索</translation>
    </message>
    <message>
        <source>Open the row&apos;s menu</source>
        <translation>打开该行的菜单</translation>
    </message>
    <message>
        <source>Copy links of the selected rows</source>
        <translation>复制所选行的链接</translation>
    </message>
    <message>
        <source>Remove the selected rows</source>
        <translation>移除所选行</translation>
    </message>
    <message>
        <source>Bring removed rows back</source>
        <translation>恢复刚移除的记录</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Another part of the settings</source>
        <translation>切换设置的其他部分</translation>
    </message>
    <message>
        <source>Save the settings</source>
        <translation>保存设置</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>显示这个列表</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>快捷键</translation>
    </message>
</context>
<context>
    <name>tray</name>
    <message>
        <source>Open OssDrop</source>
        <translation>打开 OssDrop</translation>
    </message>
    <message>
        <source>Small window on top</source>
        <translation>置顶小窗</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>全部暂停</translation>
    </message>
    <message>
        <source>Continue all</source>
        <translation>全部继续</translation>
    </message>
    <message>
        <source>Copy link: %1</source>
        <translation>复制链接：%1</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>watching</name>
    <message>
        <source>Send new files of “%1” by themselves?</source>
        <translation>自动上传“%1”里的新文件？</translation>
    </message>
    <message>
        <source>Files that are there now are not sent: %1.</source>
        <translation>现在已有的文件不会上传：%1 个。</translation>
    </message>
    <message>
        <source>Anyone who gets a link can open its file while the link works.</source>
        <translation>链接有效期内，拿到链接的人都能打开文件。</translation>
    </message>
    <message>
        <source>Watch it</source>
        <translation>开始监视</translation>
    </message>
    <message>
        <source>The folder to watch</source>
        <translation>要监视的文件夹</translation>
    </message>
</context>
<context>
    <name>wording</name>
    <message>
        <source>about %Ln s left</source>
        <translation>约剩 %Ln 秒</translation>
    </message>
    <message>
        <source>about %Ln min left</source>
        <translation>约剩 %Ln 分钟</translation>
    </message>
    <message>
        <source>about %Ln h left</source>
        <translation>约剩 %Ln 小时</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>昨天 %1</translation>
    </message>
    <message>
        <source>today %1</source>
        <translation>今天 %1</translation>
    </message>
    <message>
        <source>tomorrow %1</source>
        <translation>明天 %1</translation>
    </message>
    <message>
        <source>ddd, MMM d</source>
        <translation>M 月 d 日</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>dddd, MMMM d</source>
        <translation>M 月 d 日，dddd</translation>
    </message>
    <message>
        <source>MMMM d</source>
        <translation>M 月 d 日</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>%1 前有效</translation>
    </message>
    <message>
        <source>%Ln days left</source>
        <translation>剩 %Ln 天</translation>
    </message>
    <message>
        <source>%1 d %2 h left</source>
        <translation>剩 %1 天 %2 小时</translation>
    </message>
    <message>
        <source>%Ln min left</source>
        <translation>剩 %Ln 分钟</translation>
    </message>
    <message>
        <source>%Ln s left</source>
        <translation>剩 %Ln 秒</translation>
    </message>
    <message>
        <source>%Ln days</source>
        <translation>%Ln 天</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 分钟</translation>
    </message>
    <message>
        <source>1 second</source>
        <translation>1 秒</translation>
    </message>
    <message>
        <source>%Ln hours</source>
        <translation>%Ln 小时</translation>
    </message>
    <message>
        <source>%Ln minutes</source>
        <translation>%Ln 分钟</translation>
    </message>
    <message>
        <source>%Ln seconds</source>
        <translation>%Ln 秒</translation>
    </message>
    <message>
        <source>expired just now</source>
        <translation>刚刚过期</translation>
    </message>
    <message>
        <source>expired %Ln min ago</source>
        <translation>%Ln 分钟前过期</translation>
    </message>
    <message>
        <source>expired %Ln h ago</source>
        <translation>%Ln 小时前过期</translation>
    </message>
    <message>
        <source>expired %Ln days ago</source>
        <translation>%Ln 天前过期</translation>
    </message>
</context>
</TS>
