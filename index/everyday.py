"""Everyday Vietnamese, for questions that use words which no report does: pairs of syllables that go together.

People ask in the words of daily life ("bằng lái", "đuổi việc") where documents write others; typed without
diacritics, those have no spelling in the store's own text. Counted once each, any text of the store outweighs them.
"""

EVERYDAY = """
bao lâu. bao nhiêu. bao giờ. khi nào. lúc nào. thế nào. như thế nào. làm sao. ra sao. vì sao. tại sao. ở đâu. là ai. là gì.
cái gì. mấy ngày. mấy tháng. mấy năm. mấy tuổi. mấy giờ. mấy lần. mấy tiếng. mấy hôm. mấy triệu. mấy phần trăm. mấy người.
bao nhiêu tiền. bao nhiêu ngày. bao nhiêu tuổi. bao nhiêu tháng. bao nhiêu phần trăm. trong bao lâu. mất bao lâu. có được không.
có phải không. có đúng không. có bị phạt không. có cần không. phải làm gì. phải làm sao. được không. cần giấy tờ gì. cần gì.
tôi muốn. cho tôi hỏi. cho em hỏi. xin hỏi. muốn hỏi. làm ơn. giúp tôi. chúng tôi. chúng ta. của tôi. của mình. của họ.
ông bà. bố mẹ. cha mẹ. ba mẹ. anh chị. anh em. chị em. con cái. con trai. con gái. con nuôi. con đẻ. vợ chồng. người yêu. bạn bè.
hàng xóm. gia đình. họ hàng. người thân. trẻ em. em bé. phụ nữ. đàn ông. người già. thanh niên. học sinh. sinh viên. giáo viên.
thầy cô. bác sĩ. y tá. công nhân. nông dân. nhân viên. giám đốc. sếp. chủ nhà. chủ xe. chủ đất. người thuê. khách hàng. công an.
cảnh sát. bộ đội. quân đội. tòa án. luật sư. công ty. cửa hàng. nhà máy. xí nghiệp. cơ quan. văn phòng. trường học. bệnh viện.
ngân hàng. chợ. siêu thị. nhà trọ. phòng trọ. khách sạn. nhà thuê. thuê nhà. mua nhà. bán nhà. xây nhà. sửa nhà. mua đất. bán đất.
sổ đỏ. sổ hồng. hộ khẩu. nhập hộ khẩu. cắt khẩu. tạm trú. tạm vắng. thường trú. căn cước. chứng minh thư. hộ chiếu. giấy tờ.
giấy khai sinh. giấy chứng tử. bằng lái. bằng lái xe. giấy phép. biển số. đăng ký xe. sang tên. đăng ký kết hôn. ly hôn. ly dị.
kết hôn. cưới vợ. lấy chồng. lấy vợ. sinh con. sinh đôi. đẻ con. nuôi con. mang thai. có bầu. bầu bì. thai sản. nghỉ đẻ. chu cấp.
cấp dưỡng. thừa kế. di chúc. tài sản. chia tài sản. tiền lương. lương tháng. tăng lương. trừ lương. chậm lương. nợ lương. tiền công.
tiền thưởng. phụ cấp. trợ cấp. thất nghiệp. lương hưu. nghỉ hưu. về hưu. nghỉ phép. nghỉ việc. xin nghỉ. thôi việc. đuổi việc.
sa thải. tăng ca. làm thêm. làm thêm giờ. ca đêm. làm đêm. ban đêm. ngày lễ. ngày tết. chủ nhật. thứ bảy. cuối tuần. đi làm. đi học.
thử việc. học việc. hợp đồng. ký hợp đồng. bảo hiểm. bảo hiểm xã hội. bảo hiểm y tế. khám bệnh. chữa bệnh. ốm đau. tai nạn.
tai nạn giao thông. tai nạn lao động. chết người. bị thương. bồi thường. đền bù. đền tiền. tiền phạt. phạt tiền. bị phạt. phạt tù.
đi tù. ở tù. tạm giữ. giữ xe. giữ bằng. tước bằng. xe máy. xe đạp. xe hơi. ô tô. xe tải. xe khách. xe điện. lái xe. chạy xe. đi xe.
chở người. chở hàng. đội mũ. mũ bảo hiểm. nón bảo hiểm. uống rượu. uống bia. rượu bia. nồng độ cồn. thổi nồng độ cồn. vượt đèn đỏ.
đèn đỏ. đèn xanh. quá tốc độ. ngược chiều. sai làn. vỉa hè. đường phố. cao tốc. nghe điện thoại. gọi điện. nhắn tin. đánh nhau.
đánh người. chửi bới. cãi nhau. trộm cắp. ăn trộm. ăn cắp. cướp giật. lừa đảo. cờ bạc. đánh bạc. ma túy. mại dâm. hiếp dâm. giết người.
tự vệ. vay tiền. cho vay. trả nợ. đòi nợ. lãi suất. cầm đồ. thế chấp. đóng thuế. thuế thu nhập. hóa đơn. kinh doanh. buôn bán.
mở quán. mở cửa hàng. thành lập công ty. phá sản. giải thể. cổ phần. cổ đông. hộ kinh doanh. vốn điều lệ. khiếu nại. tố cáo. kiện.
khởi kiện. đi kiện. gửi đơn. nộp đơn. viết đơn. nộp hồ sơ. nộp tiền. nộp phạt. đóng tiền. rút tiền. lãnh tiền. nhận tiền. mất tiền.
mất giấy tờ. làm lại. cấp lại. đổi lại. gia hạn. hết hạn. quá hạn. trước hạn. đúng hạn. trễ hạn. chậm trễ. thời hạn. thời gian.
điều kiện. thủ tục. quy trình. hướng dẫn. quy định. quy chế. luật pháp. pháp luật. nghị định. thông tư. văn bản. quyền lợi. nghĩa vụ.
trách nhiệm. đồng ý. từ chối. cho phép. cấm. bắt buộc. tự nguyện. tự ý. ép buộc. hỏi ý kiến. thông báo. báo trước. không cần.
học phí. học bổng. học lại. thi lại. học kỳ. môn học. tín chỉ. điểm thi. điểm trung bình. qua môn. rớt môn. thi cử. cấm thi. tốt nghiệp.
ra trường. bằng tốt nghiệp. bằng giỏi. bảo lưu. đuổi học. nghỉ học. vắng học. buổi học. lớp học. ký túc xá. thư viện. chuyển trường.
chuyển ngành. đại học. cao đẳng. trung cấp. tuyển sinh. nhập học. khóa học. luận văn. đồ án. thực tập. rèn luyện. kỷ luật. cảnh cáo.
nhà nước. chính phủ. quốc hội. thủ tướng. chủ tịch nước. bộ trưởng. bầu cử. ứng cử. đảng viên. đoàn viên. nghĩa vụ quân sự. đi lính.
dân tộc. tôn giáo. văn hóa. lịch sử. địa lý. khoa học. kỹ thuật. công nghệ. máy tính. điện thoại. mạng xã hội. thông tin. tin tức.
báo chí. truyền hình. âm nhạc. bài hát. ca sĩ. diễn viên. bộ phim. đạo diễn. nhà văn. tác giả. tác phẩm. cuốn sách. bóng đá. đội bóng.
cầu thủ. huấn luyện viên. giải đấu. vô địch. trận đấu. thế giới. chiến tranh. hòa bình. cách mạng. độc lập. vương quốc. đế quốc.
hoàng đế. nhà vua. triều đại. thế kỷ. thời kỳ. năm nào. thành lập năm nào. sinh năm nào. ra đời. qua đời. nổi tiếng. lớn nhất. nhỏ nhất.
cao nhất. thấp nhất. nhiều nhất. ít nhất. dài nhất. đầu tiên. cuối cùng. gần nhất. nguồn gốc. ý nghĩa. tác dụng. nguyên nhân.
hậu quả. ảnh hưởng. vai trò. đặc điểm. thành phần. cấu tạo. dân số. diện tích. thủ đô. thành phố. đất nước. quốc gia. ngôn ngữ.
tiếng việt. tiếng anh. người việt. món ăn. nấu ăn. nấu cơm. ăn uống. trái cây. rau củ. thịt heo. thịt bò. cá biển. nước mắm. cà phê.
sức khỏe. bệnh tật. triệu chứng. đau đầu. đau bụng. sốt cao. ho khan. ung thư. tiểu đường. huyết áp. tim mạch. thuốc men. uống thuốc.
tiêm phòng. vắc xin. dịch bệnh. động vật. thực vật. con chó. con mèo. cây xanh. thời tiết. mưa bão. lũ lụt. hạn hán. động đất.
môi trường. ô nhiễm. rác thải. nước sạch. điện nước. giá điện. tiền điện. tiền nước. xăng dầu. giá cả. giá vàng. đô la. tỷ giá.
du lịch. vé máy bay. sân bay. tàu hỏa. xe buýt. bến xe. cảng biển. bãi biển. hòn đảo. ngọn núi. dòng sông. hồ nước. khí hậu.
ngủ lại. ở trọ. ở nhờ. cho thuê. đặt cọc. mất cọc. tranh chấp. lấn đất. lấn chiếm. hòa giải. ranh giới. lối đi. hàng rào. cây cối.
nói chuyện. đồng tính. chuyển giới. giới tính. tuổi trẻ. lớn tuổi. đủ tuổi. chưa đủ tuổi. vị thành niên. cô đơn. ở với ai. ở với bố.
ở với mẹ. thăm con. nhận con nuôi. bố nuôi. mẹ kế. ông ngoại. bà ngoại. ông nội. bà nội. qua mất. bị mất. bị hư. bị hỏng. bị lỗi.
bị ép. bị đuổi. bị lừa. bị bắt. bị kiện. bị tước. bị giữ. bị trừ. bị cắt. bị hạ. bị cấm. bị buộc. đi lại. quay lại. quay về. trở lại.
"""
